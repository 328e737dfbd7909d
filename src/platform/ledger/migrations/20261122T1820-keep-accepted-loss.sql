-- A head that a restore fell behind, from the moment somebody accepts the loss until the entry that states it is written: a
-- crash in between must not forget it.
ALTER TABLE ledger.sealer ADD COLUMN accepted_loss jsonb;
