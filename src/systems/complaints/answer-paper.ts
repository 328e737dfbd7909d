import {
  agencyPaper,
  type CaseDeps,
  dayWords,
  decider,
  electronicForm,
  headName,
  signerLines,
} from '#engines/cases';
import { type Block, type PaperDefinition, type RenderedPaper, renderPaper } from '#platform/pdf';
import { sentence } from '#platform/text';
import type { PaperSince } from './paper-since.ts';
import { fateOfFirst } from './rules/first-decision.ts';
import type { Complaint, Outcome, Remedy } from './types.ts';

/** What the written settlement of a complaint is drawn from. */
export type SettlementInput = {
  complaint: Complaint;
  number: string;
  outcome: Outcome;
  remedy: Remedy | null;
  answer: string;
  at: Date;
  agencyName: string;
  /** The agency that decided what was complained about, as it was called then. */
  decidedBy: string;
  /** The agencies that it binds, as they are called on the day of the decision: whose what was complained about is then, and who carries out what is changed. */
  binds: readonly string[];
  /** Of a second complaint: the first, who had to settle it and who did, as they were called then. */
  first: { complaint: Complaint; agencyName: string; settledBy: string } | null;
  /** What has become of the result that is complained about; null where it is about something else. */
  since: PaperSince | null;
  /** Who settles a second complaint, as `headOf` says it; null: nobody in the province. */
  above: string | null;
  superior: string | null;
  areaName: string;
  signatory: { name: string; title: string };
};

const TIMES = { 1: 'lần đầu', 2: 'lần hai' } as const;

const REMEDIES: Readonly<Record<Remedy, (what: string) => string>> = {
  correct: what => `Đính chính ${what} cho đúng`,
  revoke: what => `Thu hồi, hủy bỏ ${what}`,
  redo: what => `Xem xét, giải quyết lại vụ việc đã có ${what}`,
};

/** What is to be done, as the decision says it. Where what ended a result is complained about, the result is to hold again. */
const remedyWords = ({ ground }: Complaint, remedy: Remedy, what: string): string =>
  remedy === 'redo' && ground.kind === 'decision'
    ? `Hủy bỏ ${what}; kết quả có hiệu lực trở lại`
    : REMEDIES[remedy](what);

type First = NonNullable<SettlementInput['first']>;

/** `Quyết định … lần đầu số 1/2026/QĐ-GQKN ký ngày … của …` */
const firstDecision = ({ complaint: c, settledBy }: First): string =>
  `Quyết định giải quyết khiếu nại lần đầu số ${c.decisionNumber}/QĐ-GQKN ký ${dayWords(c.closedAt ?? c.receivedAt)} của ${settledBy}`;

const ENDED = { revocation: 'thu hồi', annulment: 'hủy bỏ' } as const;

/** What has become of a result since, after its number and day: `, nay là số 63/UBND ký ngày …`, ` (đã bị thu hồi theo Quyết định số …)`. */
function sinceWords(since: PaperSince | null): string {
  const { renewed, ended } = since ?? {};
  const now = renewed ? `, nay là số ${renewed.number} ký ${dayWords(renewed.at)}` : '';
  return ended
    ? `${now} (đã bị ${ENDED[ended.how]} theo Quyết định số ${ended.number} ký ${dayWords(ended.at)})`
    : now;
}

/** What is decided: about what was complained about, and about the first decision. */
function decidedWords(
  { complaint: c, outcome, remedy, decidedBy, first }: SettlementInput,
  what: string,
): string {
  const fate = fateOfFirst(first?.complaint, outcome);
  const named = first && fate ? firstDecision(first) : '';
  if (remedy === null) {
    const without = `Khiếu nại của ${c.name} không có cơ sở để chấp nhận.`;
    const kept = `${what} của ${decidedBy}`;
    // What the first decision has changed is kept as that says.
    if (first?.complaint.remedy) return `Giữ nguyên ${named}. ${without}`;
    return `Giữ nguyên ${kept}${named && ` và ${named}`}. ${without}`;
  }
  const done = `Chấp nhận khiếu nại của ${c.name}. ${remedyWords(c, remedy, what)}.`;
  if (fate === 'annulled') return `${done} Hủy bỏ ${named}.`;
  return fate === 'changed' ? `${done} Sửa đổi ${named} theo nội dung này.` : done;
}

/** What became of the first complaint, as the second decision says it: its decision with number, day, agency and outcome, or that there is none. */
function firstWords({ complaint: c, agencyName, settledBy }: First, what: string): string {
  const handedIn = `${agencyName} nhận đơn khiếu nại lần đầu số ${c.number} ${dayWords(c.receivedAt)}`;
  if (!c.decisionNumber || !c.closedAt) return `${handedIn}; chưa có quyết định giải quyết.`;
  const decided =
    c.remedy === null
      ? `giữ nguyên ${what}`
      : `chấp nhận khiếu nại (${lowerFirst(remedyWords(c, c.remedy, what))})`;
  return `${handedIn}. Quyết định số ${c.decisionNumber}/QĐ-GQKN ký ${dayWords(c.closedAt)} của ${settledBy}: ${decided}.`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);

const paragraph = (text: string, bold = ''): Block => ({
  kind: 'paragraph',
  indent: true,
  align: 'justify',
  text: bold ? [{ text: `${bold} `, bold: true }, text] : text,
});

const basis = (text: string): Block => ({ kind: 'paragraph', indent: true, text: [{ text, italic: true }] });

const lines = (text: string): Block[] =>
  text
    .split('\n')
    .filter(line => line.trim())
    .map(line => paragraph(line.trim()));

/** What one may do who does not agree: a second complaint to the head above after the first, and the court at any time (articles 7, 21, 31, 40). */
const furtherRight = ({ level, name }: Complaint, above: string | null): string => {
  const court = 'khởi kiện tại Tòa án theo quy định của pháp luật về tố tụng hành chính';
  // Of what the head of the province settled first the minister settles the second (article 23).
  const to = above ?? 'Bộ trưởng Bộ quản lý ngành, lĩnh vực';
  const right = level === 1 ? `khiếu nại lần hai đến ${to} hoặc ${court}` : court;
  return `Nếu không đồng ý với Quyết định này, ${name} có quyền ${right}.`;
};

/** The written settlement as data. */
export function settlementPaper(site: CaseDeps['site'], input: SettlementInput): PaperDefinition {
  const { complaint, decidedBy } = input;
  const bound = new Set([complaint.name, ...input.binds]);
  const times = TIMES[complaint.level];
  const { ground, delegate } = complaint;
  const what = `${ground.title} số ${ground.number} ký ${dayWords(ground.at)}${sinceWords(input.since)}`;
  const url = `${site.baseUrl}/kiem-tra/k/${complaint.id}`;
  const decided = decidedWords(input, what);
  const { file, head } = agencyPaper({
    issuer: input.agencyName,
    superior: input.superior && headName(input.superior),
    number: `Số: ${input.number}/QĐ-GQKN`,
    place: input.areaName,
    at: input.at,
    demo: site.demo,
  });
  return {
    size: 'A4',
    title: `Quyết định giải quyết khiếu nại ${times}`,
    ...file,
    blocks: [
      head,
      {
        kind: 'title',
        lines: ['QUYẾT ĐỊNH'],
        subtitle: `Về việc giải quyết khiếu nại ${times} của ${complaint.name}`,
      },
      {
        kind: 'paragraph',
        align: 'center',
        text: [{ text: decider(input.signatory.title, input.agencyName), bold: true }],
      },
      basis('Căn cứ Luật Khiếu nại số 02/2011/QH13;'),
      basis(
        `Xét đơn khiếu nại số ${complaint.number} của ${complaint.name}${delegate ? ` (do ${delegate.name} thực hiện)` : ''}, nhận ${dayWords(complaint.receivedAt)}.`,
      ),
      paragraph(`Khiếu nại đối với ${what} của ${decidedBy}.`, 'I. Nội dung khiếu nại.'),
      ...lines(complaint.content),
      ...(input.first ? [paragraph(firstWords(input.first, what), 'Giải quyết khiếu nại lần đầu:')] : []),
      paragraph(sentence(complaint.wish), 'Đề nghị của người khiếu nại:'),
      paragraph('', 'II. Kết quả xác minh và nhận định.'),
      ...lines(input.answer),
      { kind: 'paragraph', align: 'center', text: [{ text: 'QUYẾT ĐỊNH:', bold: true }] },
      paragraph(decided, 'Điều 1.'),
      paragraph(furtherRight(complaint, input.above), 'Điều 2.'),
      paragraph(`${[...bound].join(', ')} thi hành Quyết định này.`, 'Điều 3.'),
      {
        kind: 'signatures',
        gapMm: 37,
        columns: [
          { title: signerLines(input.signatory.title), name: input.signatory.name, anchor: 'person' },
        ],
        recipients: ['Như Điều 3;', 'Lưu: VT, hồ sơ khiếu nại.'],
      },
      {
        kind: 'qr',
        content: url,
        alt: `Mã QR kiểm tra Quyết định số ${input.number}/QĐ-GQKN`,
        lines: [electronicForm(site.demo), `Kiểm tra tại ${url}`],
      },
    ],
  };
}

/** The written settlement of a complaint (article 31), as an administrative document, before anybody has signed it. */
export const drawSettlement = (site: CaseDeps['site'], input: SettlementInput): Promise<RenderedPaper> =>
  renderPaper(settlementPaper(site, input));
