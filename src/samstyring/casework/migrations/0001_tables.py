import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('casework', '0001_initial'), ('casework', '0002_initial'), ('casework', '0003_flowstep_finished_on_and_more'), ('casework', '0004_followup_followupreport_invitation_affectedparty_and_more'), ('casework', '0005_focusadoption_focus_list_followup_decision_and_more'), ('casework', '0006_case_proposal')]

    initial = True

    dependencies = [
        ('ground', '0001_tables'),
        ('partnership', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=250, verbose_name='tittel')),
                ('public_title', models.CharField(blank=True, max_length=250, verbose_name='offentlig tittel')),
                ('created_on', models.DateField()),
                ('closed_basis', models.CharField(blank=True, help_text='Hjemmelen, for eksempel «offentleglova § 23». Tomt felt betyr at saken er offentlig.', max_length=160, verbose_name='unntatt offentlighet etter')),
                ('amount_mnok', models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True, verbose_name='beløp (mill. kr)')),
                ('amount_vat', models.CharField(blank=True, choices=[('incl', 'med mva.'), ('excl', 'uten mva.'), ('', 'mva. ikke oppgitt')], max_length=4, verbose_name='mva.')),
                ('source', models.TextField(blank=True)),
                ('missing', models.CharField(blank=True, max_length=300)),
                ('is_example', models.BooleanField(default=False)),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='partnership.casekind', verbose_name='sakstype')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='partnership.partnership')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='partnership.person', verbose_name='ansvarlig')),
            ],
            options={
                'ordering': ['-created_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_mnok__isnull', True), ('amount_mnok__gte', 0), _connector='OR'), name='case_amount_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='CaseChecklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(verbose_name='sjekkliste')),
                ('chosen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('chosen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('kind', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='checklist', to='partnership.casekind')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='dato')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='fra')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='til')),
                ('place', models.CharField(blank=True, max_length=160, verbose_name='sted')),
                ('stream_url', models.URLField(blank=True, verbose_name='direktesending')),
                ('status', models.CharField(choices=[('planned', 'planlagt'), ('called', 'innkalt'), ('held', 'holdt'), ('cancelled', 'avlyst')], default='planned', max_length=10)),
                ('called_at', models.DateTimeField(blank=True, null=True)),
                ('status_reason', models.CharField(blank=True, max_length=250, verbose_name='begrunnelse')),
                ('moved_from', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('source', models.TextField(blank=True)),
                ('is_example', models.BooleanField(default=False)),
                ('called_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('forums', models.ManyToManyField(related_name='meetings', to='partnership.forum')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='partnership.partnership')),
            ],
            options={
                'ordering': ['day', 'starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AffectedParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('named_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affecting_cases', to='partnership.party')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affected', to='casework.case')),
            ],
            options={
                'verbose_name_plural': 'affected parties',
                'ordering': ['party__order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('case', 'party'), name='affected_party_once_per_case')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=20, verbose_name='vedlegg')),
                ('title', models.CharField(max_length=250, verbose_name='tittel')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('missing', models.CharField(blank=True, max_length=200)),
                ('closed_basis', models.CharField(blank=True, max_length=160, verbose_name='unntatt offentlighet etter')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ground.storedfile')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='casework.case')),
            ],
            options={
                'ordering': ['label', 'version'],
                'constraints': [models.UniqueConstraint(fields=('case', 'label', 'version'), name='attachment_version_once'), models.CheckConstraint(condition=models.Q(('file__isnull', False), models.Q(('missing', ''), _negated=True), _connector='OR'), name='attachment_has_file_or_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('present', models.BooleanField(default=False)),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.party')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='partnership.person')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='partnership.seat')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='casework.meeting')),
            ],
            options={
                'verbose_name_plural': 'attendance',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'seat'), name='attendance_once_per_seat')],
            },
        ),
        migrations.CreateModel(
            name='CaseNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveIntegerField()),
                ('raw', models.CharField(blank=True, max_length=40)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='casework.case')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_numbers', to='partnership.forum')),
            ],
            options={
                'ordering': ['year', 'sequence'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'year', 'sequence'), name='case_number_once_per_forum_year'), models.UniqueConstraint(fields=('case', 'forum', 'year'), name='one_number_per_case_forum_year')],
            },
        ),
        migrations.CreateModel(
            name='CaseProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(blank=True, choices=[('information', 'orientering'), ('discussion', 'drøfting'), ('advice', 'råd'), ('recommendation', 'innstilling'), ('decision', 'vedtak')], max_length=14, verbose_name='formål')),
                ('title', models.CharField(max_length=250, verbose_name='tittel')),
                ('public_title', models.CharField(blank=True, max_length=250, verbose_name='offentlig tittel')),
                ('closed_basis', models.CharField(blank=True, max_length=160, verbose_name='unntatt offentlighet etter')),
                ('amount_mnok', models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True, verbose_name='beløp (mill. kr)')),
                ('amount_vat', models.CharField(blank=True, choices=[('incl', 'med mva.'), ('excl', 'uten mva.'), ('', 'mva. ikke oppgitt')], max_length=4, verbose_name='mva.')),
                ('why', models.TextField(blank=True, verbose_name='hvorfor saken bør tas opp')),
                ('proposed_on', models.DateField()),
                ('answer', models.TextField(blank=True, verbose_name='svar')),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('case', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='casework.case')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_proposals', to='partnership.forum')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.casekind')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_proposals', to='partnership.partnership')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
            ],
            options={
                'ordering': ['-proposed_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on__isnull', True), ('case__isnull', True)), models.Q(('answered_on__isnull', False), models.Q(('case__isnull', False), models.Q(('answer', ''), _negated=True), _connector='OR')), _connector='OR'), name='proposal_answered_with_case_or_words')],
            },
        ),
        migrations.CreateModel(
            name='CaseRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('refers', 'viser til'), ('follows', 'følger opp'), ('replaces', 'erstatter')], max_length=10)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations', to='casework.case')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referred_by', to='casework.case')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('case', 'other', 'kind'), name='case_relation_once'), models.CheckConstraint(condition=models.Q(('case', models.F('other')), _negated=True), name='case_not_related_to_itself')],
            },
        ),
        migrations.CreateModel(
            name='CheckAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('point', models.SlugField()),
                ('answer', models.CharField(choices=[('yes', 'ja'), ('no', 'nei'), ('irrelevant', 'ikke aktuelt'), ('waived', 'fritatt')], max_length=10, verbose_name='svar')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='merknad')),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='casework.case')),
            ],
            options={
                'ordering': ['answered_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer__in', ['irrelevant', 'waived']), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='check_answer_says_why')],
            },
        ),
        migrations.CreateModel(
            name='FlowStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('purpose', models.CharField(blank=True, choices=[('information', 'orientering'), ('discussion', 'drøfting'), ('advice', 'råd'), ('recommendation', 'innstilling'), ('decision', 'vedtak')], max_length=16)),
                ('planned_on', models.DateField(blank=True, null=True)),
                ('finished_on', models.DateField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flow', to='casework.case')),
                ('forum', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.forum')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('case', 'order'), name='flow_step_order_once'), models.CheckConstraint(condition=models.Q(('forum__isnull', True), ('finished_on__isnull', True), _connector='OR'), name='only_parties_finish_a_flow_step')],
            },
        ),
        migrations.CreateModel(
            name='PaperVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('proposal', models.TextField(blank=True, verbose_name='forslag til vedtak')),
                ('background', models.TextField(blank=True, verbose_name='bakgrunn')),
                ('assessment', models.TextField(blank=True, verbose_name='vurdering')),
                ('economy', models.TextField(blank=True, verbose_name='økonomi')),
                ('change_note', models.CharField(blank=True, max_length=250, verbose_name='hva er endret')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sha256', models.CharField(max_length=64)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='casework.case')),
            ],
            options={
                'ordering': ['case', 'version'],
                'constraints': [models.UniqueConstraint(fields=('case', 'version'), name='paper_version_once')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('standing', models.CharField(blank=True, choices=[('', 'sak'), ('call', 'Godkjenning av innkalling og saksliste'), ('impartiality', 'Spørsmål om habilitet'), ('minutes', 'Godkjenning av protokoll'), ('any_other', 'Eventuelt'), ('other', 'annet punkt')], default='', max_length=16)),
                ('raw_number', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(blank=True, max_length=250, verbose_name='tittel')),
                ('purpose', models.CharField(blank=True, choices=[('information', 'orientering'), ('discussion', 'drøfting'), ('advice', 'råd'), ('recommendation', 'innstilling'), ('decision', 'vedtak')], max_length=16, verbose_name='formål')),
                ('present_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='minutter til presentasjon')),
                ('discuss_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='minutter til drøfting')),
                ('note', models.TextField(blank=True, verbose_name='notat til protokollen')),
                ('sent_later_on', models.DateField(blank=True, null=True, verbose_name='ettersendt')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='partnership.forum')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='casework.case')),
                ('number', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='casework.casenumber')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='casework.meeting')),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='casework.paperversion')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('case__isnull', False), models.Q(('standing', ''), _negated=True), _connector='OR'), name='item_is_a_case_or_standing'), models.UniqueConstraint(condition=models.Q(('case__isnull', False)), fields=('meeting', 'forum', 'case'), name='case_once_per_meeting')],
            },
        ),
        migrations.CreateModel(
            name='AnchoringRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_reminder', models.BooleanField(default=False)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='svar innen')),
                ('asked_on', models.DateField()),
                ('affected', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='casework.affectedparty')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.paperversion')),
            ],
            options={
                'ordering': ['asked_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('affected', 'paper', 'asked_on'), name='anchoring_asked_once_a_day'), models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gte', models.F('asked_on')), _connector='OR'), name='anchoring_due_after_asked')],
            },
        ),
        migrations.CreateModel(
            name='AnchoringStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('anchored', 'forankret'), ('reserved', 'forankret med forbehold'), ('no_remark', 'ingen merknad'), ('waived', 'uttaler seg ikke')], max_length=10, verbose_name='svar')),
                ('stated_by', models.CharField(max_length=120, verbose_name='hvem hos parten')),
                ('level', models.CharField(choices=[('officer', 'saksbehandler'), ('leader', 'avdelings- eller kommunalsjef'), ('executive', 'kommunedirektør, fylkesdirektør eller tilsvarende'), ('political', 'politisk utvalg eller råd')], max_length=10, verbose_name='nivå')),
                ('estimate', models.CharField(choices=[('confirmed', 'anslaget er bekreftet'), ('open', 'anslaget er ikke bekreftet'), ('irrelevant', 'saken har ikke noe anslag fra parten')], default='irrelevant', max_length=10, verbose_name='anslag')),
                ('words', models.TextField(blank=True, verbose_name='forbehold eller merknad')),
                ('stated_on', models.DateField(verbose_name='dato')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('source', models.TextField(blank=True)),
                ('affected', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='casework.affectedparty')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='casework.paperversion')),
            ],
            options={
                'ordering': ['paper__version', 'recorded_at', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer__in', ['reserved', 'waived']), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='anchoringstatement_says_why'), models.CheckConstraint(condition=models.Q(('stated_by', ''), _negated=True), name='anchoringstatement_says_who')],
            },
        ),
        migrations.CreateModel(
            name='AnchoringWaiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='begrunnelse')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anchoring_waivers', to='partnership.forum')),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('parties', models.ManyToManyField(blank=True, related_name='+', to='partnership.party')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anchoring_waivers', to='casework.case')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anchoring_waivers', to='casework.paperversion')),
            ],
            options={
                'ordering': ['recorded_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='anchoring_waiver_says_why')],
            },
        ),
        migrations.CreateModel(
            name='ChangeScope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('parties', models.ManyToManyField(blank=True, related_name='+', to='partnership.party')),
                ('told_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='scope', to='casework.paperversion')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('noted', 'tatt til orientering'), ('discussed', 'drøftet'), ('advised', 'råd gitt'), ('recommended', 'innstilling gitt'), ('endorsed', 'tilsluttet'), ('adopted', 'vedtatt'), ('rejected', 'ikke vedtatt'), ('returned', 'sendt tilbake'), ('deferred', 'utsatt')], max_length=12, verbose_name='utfall')),
                ('text', models.TextField(verbose_name='vedtakstekst')),
                ('decided_on', models.DateField(verbose_name='dato')),
                ('correction_reason', models.CharField(blank=True, max_length=250, verbose_name='hva som rettes')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('is_imported', models.BooleanField(default=False)),
                ('source', models.TextField(blank=True)),
                ('authority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='partnership.authority')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='casework.case')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='partnership.forum')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='casework.agendaitem')),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='partnership.mandate')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='casework.decision')),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='casework.paperversion')),
            ],
            options={
                'ordering': ['decided_on', 'recorded_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('is_imported', True), models.Q(('authority__isnull', False), ('item__isnull', False), ('mandate__isnull', False), ('paper__isnull', False)), _connector='OR'), name='decision_rests_on_mandate_and_paper'), models.UniqueConstraint(condition=models.Q(('replaces__isnull', True)), fields=('item',), name='one_first_decision_per_item'), models.CheckConstraint(condition=models.Q(('replaces__isnull', True), models.Q(('correction_reason', ''), _negated=True), _connector='OR'), name='correction_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.CharField(blank=True, max_length=160, verbose_name='i egenskap av')),
                ('includes_closed', models.BooleanField(default=False, verbose_name='får lese det som er unntatt offentlighet')),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('came', models.BooleanField(blank=True, null=True, verbose_name='møtte')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='casework.agendaitem')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.party')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='partnership.person')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('item', 'person'), name='invited_once_to_an_item')],
            },
        ),
        migrations.CreateModel(
            name='MinutesVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('body', models.TextField(verbose_name='protokoll')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('approved_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minutes_approved', to='casework.agendaitem')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='casework.meeting')),
            ],
            options={
                'ordering': ['meeting', 'version'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'version'), name='minutes_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('in', 'til stede ved saken'), ('out', 'ikke til stede ved saken'), ('recused', 'inhabil, fratrådte')], max_length=8)),
                ('ground', models.CharField(blank=True, max_length=160, verbose_name='grunnlag')),
                ('attendance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presence', to='casework.attendance')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presence', to='casework.agendaitem')),
            ],
            options={
                'verbose_name_plural': 'presence',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('item', 'attendance'), name='presence_once_per_item')],
            },
        ),
        migrations.CreateModel(
            name='Election',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField(verbose_name='fra og med')),
                ('to_day', models.DateField(blank=True, null=True, verbose_name='til og med')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='election', to='casework.case')),
                ('chosen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elections_held', to='partnership.forum')),
                ('decision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='election', to='casework.decision')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elections', to='partnership.forum')),
            ],
            options={
                'ordering': ['-from_day', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gte', models.F('from_day')), _connector='OR'), name='election_period_in_order')],
            },
        ),
        migrations.CreateModel(
            name='FocusAdoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='focus_adoptions', to='casework.case')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='focus_adopted', to='casework.decision')),
                ('focus_list', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='adoption', to='partnership.focuslist')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='hva som skal gjøres')),
                ('due_on', models.DateField(verbose_name='frist')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='casework.decision')),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='partnership.party', verbose_name='ansvarlig part')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='partnership.person', verbose_name='ansvarlig person')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('party__isnull', False), ('person__isnull', False), _connector='OR'), name='follow_up_has_somebody'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='follow_up_says_what')],
            },
        ),
        migrations.CreateModel(
            name='MandateAdoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandate_adoptions', to='casework.case')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates_adopted', to='casework.decision')),
                ('mandate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='adoption', to='partnership.mandate')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stance', models.CharField(choices=[('for', 'for'), ('against', 'mot'), ('reserved', 'for, med forbehold'), ('absent', 'ikke til stede'), ('recused', 'inhabil')], max_length=10)),
                ('reservation', models.TextField(blank=True, verbose_name='protokolltilførsel')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='casework.decision')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.party')),
            ],
            options={
                'ordering': ['party__order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'party'), name='one_position_per_party'), models.CheckConstraint(condition=models.Q(models.Q(('stance', 'reserved'), _negated=True), models.Q(('reservation', ''), _negated=True), _connector='OR'), name='reservation_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('leader', 'leder'), ('deputy_leader', 'nestleder'), ('member', 'medlem'), ('deputy', 'vara'), ('observer', 'observatør'), ('secretary', 'sekretær'), ('obliged', 'møteplikt')], max_length=16, verbose_name='plass')),
                ('is_chosen', models.BooleanField(default=False, verbose_name='valgt')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.party')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='partnership.person')),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='casework.election')),
            ],
            options={
                'ordering': ['kind', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('election', 'person', 'kind'), name='candidate_once_for_a_seat'), models.UniqueConstraint(condition=models.Q(('is_chosen', True), ('kind__in', ('leader', 'deputy_leader'))), fields=('election', 'kind'), name='one_chosen_leader_and_deputy')],
            },
        ),
        migrations.CreateModel(
            name='FollowUpReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('progress', models.CharField(choices=[('started', 'i gang'), ('done', 'gjort'), ('dropped', 'gjøres ikke')], max_length=10, verbose_name='status')),
                ('words', models.TextField(verbose_name='hva er gjort')),
                ('reported_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('follow_up', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='casework.followup')),
                ('reported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person')),
            ],
            options={
                'ordering': ['-reported_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='follow_up_report_has_words')],
            },
        ),
    ]
