import type { AnswerWords } from '#engines/forms';
import { formatDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { renderPaper } from '#platform/pdf';
import type { RegisterLine } from '../read/register.ts';
import { headOf, moment, type SlipDeps } from './about-dossier.ts';
import { drawSlip } from './draw.ts';
import { linesDigest, registerCheckPath } from './register-token.ts';
import { slipTextAt } from './slip-texts.ts';

/** The register of an agency over a span of days (form 07) as PDF, with a code that proves it (docs/decisions/0660-the-code-of-a-register.md). `statusWords`: a status in Vietnamese. */
export async function registerSlipOf(
  q: Queryable,
  deps: SlipDeps,
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
  const columns: Record<string, (line: RegisterLine) => string> = {
    'ds-ma': l => l.code,
    'ds-nguoi-nop': l => l.applicantName,
    'ds-thu-tuc': l => l.procedure,
    'ds-tiep-nhan': l => formatDate(l.receivedAt),
    'ds-hen-tra': l => formatDate(l.dueAt),
    // Signed is not yet given: the day is that on which the dossier ended with its hand-over.
    'ds-tra': l => (l.status === 'returned' && l.closedAt ? formatDate(l.closedAt) : ''),
    'ds-tinh-trang': register.statusWords,
  };
  const table = Object.entries(columns).map(([fact, words]): [string, string[]] => [fact, lines.map(words)]);
  const { agencyId, from, to } = register;
  const digest = linesDigest(table.map(([, cells]) => cells));
  const path = registerCheckPath(deps.receiptKey, {
    ...{ agencyId, from, to, count: lines.length, printedAt: now, digest },
  });
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
        ...table,
      ]),
      qr: {
        url: `${deps.site.baseUrl}${path}`,
        alt: `Mã QR kiểm tra sổ in ngày ${formatDate(now)}`,
        lines: [
          ['In lúc: ', { text: moment(now), bold: true }],
          'Quét mã để kiểm tra sổ này có phải do cơ quan in ra. Từng hồ sơ kiểm tra bằng mã hồ sơ.',
        ],
      },
      signatures: [],
      demo: deps.site.demo,
    }),
  );
  return Buffer.from(pdf);
}
