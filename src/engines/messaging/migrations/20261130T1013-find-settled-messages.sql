-- What was settled stays to be looked up, the latest first; all other messages are many.
CREATE INDEX message_settled_at ON messaging.message (settled_at DESC, id DESC) WHERE settled_at IS NOT NULL;
