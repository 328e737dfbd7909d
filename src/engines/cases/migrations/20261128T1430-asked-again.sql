-- Papers are asked for once, in full (Decree 61/2018/NĐ-CP, article 17: all of it in one slip). Who asks again says why it was not asked for then.
ALTER TABLE cases.supplement_request ADD COLUMN why_again text CHECK (length(why_again) BETWEEN 1 AND 4000);
