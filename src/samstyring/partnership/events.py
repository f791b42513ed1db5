"""What the acts of the partnership are called when people read the history."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground import history

history.kinds(
    partnership_created=_("Samarbeidet ble opprettet"),
    forum_added=_("Et forum kom til"),
    forum_changed=_("Forumet ble endret"),
    forum_ended=_("Forumet ble avsluttet"),
    partnership_changed=_("Navnet, målet eller målformen ble endret"),
    kind_added=_("En sakstype kom til"),
    kind_changed=_("Sakstypen ble endret"),
    sources_changed=_("Finansieringskildene ble endret"),
    template_taken=_("Et punkt ble tatt over fra malen"),
    template_kept=_("Eget punkt ble beholdt i stedet for malens"),
    template_used=_("En nyere versjon av malen ble gått gjennom"),
    party_joined=_("En part kom med"),
    secretariat_appointed=_("Sekretariatet fikk en person"),
    account_invited=_("En person ble invitert til en konto"),
    account_opened=_("En person fikk konto"),
    account_withdrawn=_("En invitasjon til konto ble trukket tilbake"),
    person_registered=_("En person ble registrert"),
    seat_given=_("Plassen ble gitt"),
    seat_ended=_("Plassen ble avsluttet"),
    style_set=_("Stilen for Word-dokumenter ble endret"),
    mandate_drafted=_("Et utkast til mandat ble skrevet"),
)

# Seats that follow an office, groups of parties, and who acts for a party at home.
history.kinds(
    seat_followed=_("Plassen fulgte med vervet"),
    office_tied=_("Et verv ble knyttet til en plass i et annet forum"),
    office_untied=_("Plassen følger ikke lenger vervet"),
    group_formed=_("En gruppe av parter ble dannet"),
    group_joined=_("En part ble med i en gruppe"),
    group_left=_("En part gikk ut av en gruppe"),
    role_given=_("En rolle hos parten ble gitt"),
    role_ended=_("En rolle hos parten ble avsluttet"),
)

# The agreement, who keeps house, where and on what the partnership works, and what it is steered by.
history.kinds(
    agreement_registered=_("En avtale eller pakke ble registrert"),
    agreement_step=_("Et steg mot ikrafttredelse ble registrert"),
    agreement_corrected=_("Det som var feil i avtalen, ble rettet"),
    agreement_step_corrected=_("Et steg mot ikrafttredelse ble rettet"),
    agreement_text_filed=_("En versjon av avtaleteksten ble ført"),
    custodian_named=_("Et ansvarlig organ ble oppnevnt"),
    area_drawn=_("Et område ble knyttet til en arbeidsgruppe"),
    area_ended=_("Et område ble avsluttet"),
    focus_drafted=_("Et utkast til satsingsområder ble skrevet"),
    focus_adopted=_("Satsingsområdene ble vedtatt"),
    document_registered=_("Et styringsdokument ble ført i registeret"),
    document_pointed=_("Det ble endret hva et styringsdokument gjelder for"),
    document_renewed=_("En ny versjon av et styringsdokument ble ført"),
    temporary_set_up=_("Gruppen ble satt ned"),
    temporary_prolonged=_("Gruppen skal vare lenger"),
    temporary_closed=_("Gruppen ble avsluttet"),
    temporary_delivered=_("Gruppen leverte noe"),
    word_adopted=_("Et ord fikk sin betydning her"),
)
