"""The page that explains the API to those who write programs, and what answers an address that is none."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from api.description import operations
from api.v1 import problem, v1

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


@require_safe
def docs(request):
    """What can be asked, rendered from the description that programs read."""
    context = {"operations": operations(v1.get_openapi_schema()), "base": settings.SITE_URL}
    return render(request, "api/docs.html", context)


@csrf_exempt
@require_http_methods(METHODS)
def nothing_here(_request, path):
    """An address below /api/ that is none, said as the API says things."""
    return problem(404, f"There is nothing at /api/{path}.")
