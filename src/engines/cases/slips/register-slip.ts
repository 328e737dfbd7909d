import type { AnswerWords } from '#engines/forms';
import { formatDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { renderPaper } from '#platform/pdf';
import type { RegisterLine } from '../read/register.ts';
import { headOf, moment, type SlipDeps } from './about-dossier.ts';
import { drawSlip } from './draw.ts';
import { slipTextAt } from './slip-texts.ts';

/** The register of an agency over a span of days (form 07) as PDF. `statusWords`: a status in Vietnamese. */
export async function registerSlipOf(
  q: Queryable,
  deps: Pick<SlipDeps, 'site'>,
  register: {
    agencyId: string;
    from: string;
    to: string;
    lines: readonly RegisterLine[];
    statusWords(line: RegisterLine): string;
  },
  now: Date,
): Promise<Buffer> {
  const { lines } = register;
  const head = await headOf(q, register.agencyId, now);
  const column = (words: (line: RegisterLine) => string): AnswerWords => lines.map(words);
  const { pdf } = await renderPaper(
    drawSlip(await slipTextAt(q, 'register', now), {
      kind: 'register',
      number: null,
      ...head,
      at: now,
      facts: new Map<string, AnswerWords>([
        ['ten-co-quan', head.issuer],
        ['ngay-lap', moment(now)],
        ['tu-ngay', formatDate(register.from)],
        ['den-ngay', formatDate(register.to)],
        ['so-ho-so', String(lines.length)],
        ['ds-ma', column(l => l.code)],
        ['ds-nguoi-nop', column(l => l.applicantName)],
        ['ds-thu-tuc', column(l => l.procedure)],
        ['ds-tiep-nhan', column(l => formatDate(l.receivedAt))],
        ['ds-hen-tra', column(l => formatDate(l.dueAt))],
        // Signed is not yet given: the day is that on which the dossier ended with its hand-over.
        ['ds-tra', column(l => (l.status === 'returned' && l.closedAt ? formatDate(l.closedAt) : ''))],
        ['ds-tinh-trang', column(register.statusWords)],
      ]),
      qr: null,
      signatures: [],
      demo: deps.site.demo,
    }),
  );
  return Buffer.from(pdf);
}
