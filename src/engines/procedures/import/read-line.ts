import { fieldCodeOf } from '../content.ts';
import { CODE, contentProblems } from '../schema.ts';
import type { Paper, ProcedureContent, ProcedureLevel } from '../types.ts';
import { CHANNEL_OF, type Remark, readChannels } from './read-channels.ts';
import { readSourceLine, type SourceLine } from './source-line.ts';

/** Why a line is refused. Texts: `procedures.import.REASON`. */
export type RefusalReason =
  | 'not-json'
  | 'shape'
  | 'nul'
  | 'bad-code'
  | 'no-name'
  | 'no-field'
  | 'unknown-level'
  | 'unknown-channel'
  | 'unknown-unit'
  | 'limit-out-of-range'
  | 'content'
  | 'double-code'
  | 'from-too-early'
  | 'in-work'
  | 'line-too-long'
  | 'database';

export type Refusal = { code: string | null; reason: RefusalReason; detail: string };
export type ReadLine = { code: string; content: ProcedureContent; remarks: Remark[] };

const LEVELS: Readonly<Record<string, ProcedureLevel>> = {
  'Cấp bộ': 'central',
  'Cấp tỉnh': 'province',
  'Cấp huyện': 'district',
  'Cấp xã': 'commune',
  'Cơ quan khác': 'other',
};

// More copies than anybody asks for: a year or a number of a form has run into the count (`Mẫu số 18` + `1` = 181).
const MOST_COPIES = 20;

/** One line of a file as a procedure, or the reason why it cannot be one. */
export function readLine(raw: string): ReadLine | Refusal {
  const source = readSourceLine(raw.normalize('NFC'));
  if ('reason' in source) return { code: null, ...source };
  const code = source.code.trim();
  const refuse = (reason: RefusalReason, detail: string): Refusal => ({ code, reason, detail });
  if (!CODE.test(code)) return { code: null, reason: 'bad-code', detail: code.slice(0, 60) };
  if (!source.name.trim()) return refuse('no-name', '');
  if (!fieldCodeOf(source.field)) return refuse('no-field', source.field);
  const names = split(source.level);
  const unknown = names.find(n => !LEVELS[n]);
  if (unknown !== undefined || !names.length) return refuse('unknown-level', unknown ?? '');
  const channels = readChannels(source.channels);
  if (channels.refused) return refuse(channels.refused.reason, channels.refused.detail);
  const papers = readPapers(source);
  const content = contentOf(
    source,
    names.flatMap(n => LEVELS[n] ?? []),
    channels,
    papers.papers,
  );
  content.unverified.push(...papers.unverified);
  const [problem] = contentProblems(content);
  if (problem) return refuse('content', problem);
  return { code, content, remarks: [...channels.remarks, ...papers.remarks] };
}

export const isRefused = (line: ReadLine | Refusal): line is Refusal => 'reason' in line;

const split = (list: string | null | undefined): string[] =>
  (list ?? '')
    .split(/,\s*(?![^(]*\))/)
    .map(s => s.trim())
    .filter(Boolean);

function contentOf(
  source: SourceLine,
  levels: ProcedureLevel[],
  { limits, fees, unverified }: ReturnType<typeof readChannels>,
  papers: Paper[],
): ProcedureContent {
  // The list does not say whether all of it can be done online: that it can at all is what an online limit shows.
  // Of a draft without any usable limit the channel alone says so: its limit is what whoever completes it has to find.
  const drafted = Object.keys(limits).length === 0;
  const online = limits.online || (drafted && source.channels.some(c => CHANNEL_OF[c.channel] === 'online'));
  const serviceLevel = online ? 'partly-online' : 'counter';
  const { ministry, type, decision, url, doc_notes: notes, result_code: resultCode, channels } = source;
  return {
    name: source.name,
    field: source.field,
    levels,
    agencyKind: null,
    decidedBy: source.agency?.trim() || null,
    subjects: split(source.subject),
    legalBasis: (source.legal ?? []).map(l => l.trim()).filter(Boolean),
    papers,
    fees,
    limits,
    // Where a procedure has several results they are joined, each after the first behind its code.
    results: (source.result ?? '')
      .split(/(?:Mã: ?KQ[0-9A-Z.]+)/)
      .map(s => s.trim())
      .filter(Boolean),
    serviceLevel,
    form: null,
    process: null,
    lifeEvents: [],
    keywords: [],
    unverified: ['serviceLevel', ...unverified],
    source: { kind: 'national-list', ministry, type, decision, url, resultCode, notes, channels },
  };
}

/** What the form says instead: a declaration or an application, not the papers that go with it. */
const DECLARATION =
  /^(tờ khai|mẫu (hộ tịch )?điện tử tương tác|đơn (đăng ký|đề nghị|yêu cầu|xin)|giấy đề nghị|phiếu (đề nghị|khai báo|yêu cầu))[ ,:(]/i;

function readPapers(source: SourceLine): { papers: Paper[]; unverified: string[]; remarks: Remark[] } {
  const remarks: Remark[] = [];
  const papers = (source.docs ?? [])
    .filter(d => d.name.trim())
    .map((doc, i): Paper => {
      const count = (n: number | null | undefined) => {
        if (n === null || n === undefined || !Number.isInteger(n) || n < 0) return null;
        if (n <= MOST_COPIES) return n;
        remarks.push({ reason: 'paper-count', detail: `${i + 1}: ${n}` });
        return null;
      };
      return {
        id: `paper${i + 1}`,
        name: doc.name,
        original: count(doc.orig),
        copy: count(doc.copy),
        alreadyHeld: false,
        // Many are asked for in some cases only, and only their words say so.
        optional: /trường hợp|nếu có|đối với/i.test(doc.name),
        ...(DECLARATION.test(doc.name.trim()) && { byForm: true }),
      };
    });
  return { papers, unverified: remarks.length ? ['papers'] : [], remarks };
}
