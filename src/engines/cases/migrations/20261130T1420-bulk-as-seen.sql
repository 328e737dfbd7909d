-- What of its dossier was shown to who does a step together with others (`seenMark`): where that has changed since, this one is not done.
ALTER TABLE cases.bulk_item ADD COLUMN seen text CHECK (length(seen) <= 60);
