"""Moving a center to its other region and back: telephony, agents and sign-in in one call, then chat, e-mail and web.

Every call goes to the region that receives; nothing here needs the one that is left, Pulumi, its state or the spec.
"""
