"""What follows the serving row of a center: the door of each region for chat and forms, and the records of its mail."""
