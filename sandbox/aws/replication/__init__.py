"""Amazon Connect Global Resiliency: one center in two regions.

`replicas` makes the second instance (ReplicateInstance) and ends it. From then on a `link` holds the two together:
what `noting` sees of the `mirrored` types becomes an event that is due a moment later, `settling` lets events happen in
their order, and `applying` copies one, or says what is in its way; `findings` tells of those that wait. `shared` is
what both regions have in common and nobody copies: traffic distribution groups and the numbers on them.

A world that is replayed from the journal is the same world, because nothing here happens by itself. Events wait in the
link until the server lets time pass, and it writes that down first: up to which moment, and which regions were dark
then (faults are not in the journal). So it does not matter whether a change or a read came next, or how the clock of
the machine went. An event holds what it will write; applying it draws no chance, and what counts as newer is decided by
the order of the changes, never by their times.

Sources: Administrator Guide, create-replica-connect-instance, setup-traffic-distribution-groups,
associate-agents-across-regions, delete-traffic-distribution-groups; API Reference, ReplicateInstance,
ListReplicationFindings, UpdateTrafficDistribution.
"""
