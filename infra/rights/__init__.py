"""What people may do, as managed policies of IAM: who deploys, who operates the switches, who moves contacts."""
