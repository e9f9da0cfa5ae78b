"""Server entry point."""

import os

from django.core.wsgi import get_wsgi_application

from cop_tracker.embedded.processes import die_with_my_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cop_tracker.settings")
application = get_wsgi_application()
die_with_my_parent()
