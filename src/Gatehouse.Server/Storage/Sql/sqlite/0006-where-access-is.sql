-- Where the check came from that decided what the endpoint may reach: gateways open that address and no other.
ALTER TABLE endpoints ADD COLUMN desired_access_address TEXT;
