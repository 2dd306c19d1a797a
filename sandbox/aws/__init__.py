"""The emulated AWS: moto, Cloud Control over the registry's schemas, and the contact center's APIs over one store.

A request comes in by `install` (who answers which service), is read and checked by `wire` and `parameters`, and is
answered by one of the services: `cloudcontrol`, `connect`, `ses`, or one that a table of `readers` describes
(`connectcases`, `customerprofiles`, `qconnect`). `projection` tells a stored model in the shape of an API; `declared`
picks the error that an operation has.

All of them act through `resources`: create, read, update, delete in a `store` of one `place`, where

* `minting` and `arns` make what the service makes, `uniqueness` and `references` hold resources together, and
  `elsewhere` asks moto's services whether what is named exists;
* `hooks` run the `rules` of each type, and `flows` is the check of a flow's content;
* `replication` keeps a center the same in two regions;
* `errors` is how all of it refuses.

`settings` are the switches, `limits_table` the rates (the server enforces them), `clock` the time.
`iam_consistency` and `s3_policies` change moto's own services.
"""
