"""Who acts: the person behind the user."""


def acting_person(get_response):
    """Give the request its person. Somebody signed in without a person sees only what is public."""

    def middleware(request):
        user = request.user
        request.person = getattr(user, "person", None) if user.is_authenticated else None
        return get_response(request)

    return middleware
