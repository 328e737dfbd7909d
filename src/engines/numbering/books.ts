import type { Queryable } from '#platform/db';
import type { DoctorCheck } from '#platform/module';

export type BookState = { kind: string; period: string; series: string; last: number };

/** The books of an agency, the newest first: up to which number each has come. */
export const listBooks = (q: Queryable, agencyId: string, kind: string | null = null): Promise<BookState[]> =>
  q.query<BookState>(
    `SELECT kind, period, series, last FROM numbering.book
     WHERE agency_id = $1::uuid AND ($2::text IS NULL OR kind = $2) ORDER BY period DESC, kind LIMIT 500`,
    [agencyId, kind],
  );

/** Books whose numbers are not 1 … last, each once: there are none unless somebody reached past the program. */
export const findBrokenBooks = (q: Queryable): Promise<BookState[]> =>
  q.query<BookState>(
    `SELECT b.kind, b.period, b.series, b.last FROM numbering.book b
     LEFT JOIN numbering.number n ON n.book_id = b.id
     GROUP BY b.id HAVING count(n.n) <> b.last OR max(n.n) <> b.last ORDER BY b.period, b.kind LIMIT 100`,
  );

/** Whether every book is dense. */
export const booksDense: DoctorCheck = {
  id: 'numbering.numbers',
  run: async (env, t) => {
    const broken = await findBrokenBooks(env.db);
    if (broken.length === 0) return { state: 'ok', found: t('numbering.doctor.dense') };
    const books = broken.map(b => `${b.kind} ${b.series} ${b.period}`).join(', ');
    return {
      state: 'bad',
      found: t('numbering.doctor.gaps', { books }),
      mend: t('numbering.doctor.mend-gaps'),
    };
  },
};
