-- How those who applied were served, as they say when the dossier is over (Decree 118/2025/NĐ-CP: whoever applies rates the handling).
-- One rating a dossier, whichever door it comes through: the primary key refuses the second of two.
CREATE TABLE ratings.rating (
  dossier_id uuid PRIMARY KEY,
  code text NOT NULL,
  procedure_code text NOT NULL,
  -- The agency that decided: it is rated, and answers.
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  -- 1: very dissatisfied … 5: very satisfied.
  level smallint NOT NULL CHECK (level BETWEEN 1 AND 5),
  reasons text[] NOT NULL DEFAULT '{}'
    CHECK (reasons <@ '{time,guidance,manner,papers,fee,place,result}'::text[]),
  words text CHECK (length(words) BETWEEN 1 AND 2000),
  -- Signed in, or by the code of the dossier and the digits of the telephone.
  way text NOT NULL CHECK (way IN ('account', 'tracking')),
  revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
  rated_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL CHECK (changed_at >= rated_at),
  -- Words are public only after somebody has read them: they may name people.
  words_state text NOT NULL CHECK (words_state IN ('none', 'waiting', 'shown', 'hidden')),
  hidden_why text CHECK (hidden_why IN ('personal', 'insult', 'off-topic', 'advert')),
  answer text CHECK (length(answer) BETWEEN 1 AND 2000),
  answer_public boolean,
  answered_at timestamptz,
  answered_by uuid,
  CHECK ((words IS NULL) = (words_state = 'none')),
  CHECK ((hidden_why IS NOT NULL) = (words_state = 'hidden')),
  CHECK (num_nonnulls(answer, answer_public, answered_at, answered_by) IN (0, 4)),
  -- Who is dissatisfied says with what, or nobody can mend it.
  CHECK (level > 2 OR cardinality(reasons) > 0 OR words IS NOT NULL)
);
CREATE INDEX rating_agency ON ratings.rating (agency_id, rated_at DESC, dossier_id);
CREATE INDEX rating_newest ON ratings.rating (rated_at DESC, dossier_id);
CREATE INDEX rating_waiting ON ratings.rating (agency_id, rated_at) WHERE words_state = 'waiting';
REVOKE DELETE ON ratings.rating FROM fansipan_app;
