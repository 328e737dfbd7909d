-- When somebody last let a message that could not be delivered go out once more: who finds it there again sees that this was tried.
ALTER TABLE messaging.message ADD COLUMN again_at timestamptz;
