"""Sample data: Đảng bộ xã Sóc Hà as published, with invented hamlets, cells and persons, all marked as samples.

Made through the services, as a clerk would, with a fixed seed: the same day gives the same data.
"""

from config.demo.build import PASSWORD, build
