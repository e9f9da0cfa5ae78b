"""``python -m cop_tracker_client`` does what ``cop-tracker`` does."""

import sys

from cop_tracker_client.main import main

sys.exit(main())
