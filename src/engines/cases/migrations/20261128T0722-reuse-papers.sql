-- A paper that somebody handed in before may be used again (Decree 118/2025/NĐ-CP: nobody is asked twice for what the offices hold); the
-- code of the dossier that it comes from stays with it.
ALTER TABLE cases.draft_file ADD COLUMN reused_from text;
ALTER TABLE cases.paper ADD COLUMN reused_from text;

-- What somebody no longer wants to be offered among his papers. In the dossiers it stays: they are kept by the law on archives.
CREATE TABLE cases.put_away_paper (
  account_id uuid NOT NULL REFERENCES identity.account ON DELETE CASCADE,
  sha256 text NOT NULL REFERENCES files.file (sha256),
  put_away_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, sha256)
);
