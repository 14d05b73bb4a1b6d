"""The documentation as a site (`make site`): docs/, README, CONTRIBUTING and CHANGELOG, whole and offline."""
