"""When a program's callers are served, and why not at other times. Pure.

law         what each state's statutes close
agency      what an agency adds to its state's holidays and takes from them
holidays    both together: the closed days of a calendar
declared    hours of a spec as `up` declares them: a week, dated overrides, parents with the holidays
service     hours in the service's own shape, and when they are open by its own precedence
table       the effective table: every way to be served, day by day, on any clock
business    business days and business minutes
official    an agency's own calendar (.ics), read and compared
ical        the feed that the public subscribes to
rules       what `validate` says about all of these; `check` is its way in
freeze      days on which nothing is deployed
"""
