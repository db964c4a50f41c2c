-- Since when each reason of the last verdict is known: a JSON object from the key of the reason to a time.
ALTER TABLE endpoints ADD COLUMN reasons_first_seen TEXT COLLATE "C";
