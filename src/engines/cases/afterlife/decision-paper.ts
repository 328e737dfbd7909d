import type { PaperDefinition } from '#platform/pdf';
import { sentence } from '#platform/text';
import type { CaseDeps } from '../deps.ts';
import type { PaperBefore } from '../results/paper-chain.ts';
import { agencyPaper } from '../slips/agency-paper.ts';
import { dayWords, decider, electronicForm, headName, signerLines } from '../slips/words.ts';
import type { Dossier, Result } from '../types.ts';
import { TIME_TO_COMPLAIN } from './time-to-complain.ts';

/** What a decision that ends a result is drawn from. */
export type DecisionInput = {
  id: string;
  kind: 'revocation' | 'annulment';
  dossier: Dossier;
  matter: string;
  result: Result;
  /** The papers that the result stands for, itself last. */
  chain: readonly PaperBefore[];
  number: string;
  basis: string;
  reason: string;
  at: Date;
  agencyName: string;
  /** The one that issued the result, as it was called then. */
  issuedBy: string;
  superior: string | null;
  areaName: string;
  signatory: { name: string; title: string };
};

const VERBS = { revocation: 'thu hồi', annulment: 'hủy bỏ' } as const;

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);

const before = ({ number, issuedAt }: PaperBefore): string => `số ${number} ký ${dayWords(issuedAt)}`;

/** Which papers it took the place of, back to the first: somebody holds one of them. */
const inPlaceOf = (chain: readonly PaperBefore[]): string =>
  chain
    .slice(1)
    .map((paper, i) => ({ how: paper.how === 'reissue' ? 'cấp lại' : 'đính chính', of: chain[i] }))
    .reverse()
    .map(({ how, of }) => (of ? `, ${how} bản ${before(of)}` : ''))
    .join('');

/** From when it has no value: what is revoked from the decision on, what is annulled never had any, whichever of its papers one holds. */
function holdsNoMore({ kind, result, chain }: DecisionInput): string {
  const first = chain[0]?.issuedAt ?? result.issuedAt;
  const [all, day] = chain.length > 1 ? [', gồm cả các bản trước,', 'ngày cấp lần đầu'] : ['', 'ngày cấp'];
  return kind === 'annulment'
    ? `${result.title} nêu tại Điều 1${all} không có giá trị kể từ ${day} (${dayWords(first)})`
    : `Kể từ thời điểm Quyết định này được ký, ${result.title} nêu tại Điều 1${all} không còn giá trị sử dụng`;
}

/** The decision that ends a result, as an administrative document (Decree 30/2020/NĐ-CP, annex I), before anybody has signed it. */
export function decisionPaper(site: CaseDeps['site'], input: DecisionInput): PaperDefinition {
  const { result, dossier } = input;
  const verb = VERBS[input.kind];
  const what = `${result.title} số ${result.number} ký ${dayWords(result.issuedAt)}`;
  const url = `${site.baseUrl}/kiem-tra/k/${input.id}`;
  const article = (n: number, text: string) =>
    ({
      kind: 'paragraph',
      indent: true,
      align: 'justify',
      text: [{ text: `Điều ${n}. `, bold: true }, text],
    }) as const;
  const { file, head } = agencyPaper({
    issuer: input.agencyName,
    superior: input.superior && headName(input.superior),
    number: `Số: ${input.number}`,
    place: input.areaName,
    at: input.at,
    demo: site.demo,
  });
  return {
    size: 'A4',
    title: `Quyết định ${verb} ${result.title}`,
    ...file,
    blocks: [
      head,
      {
        kind: 'title',
        lines: ['QUYẾT ĐỊNH'],
        subtitle: `Về việc ${verb} ${result.title} số ${result.number}`,
      },
      {
        kind: 'paragraph',
        align: 'center',
        text: [{ text: decider(input.signatory.title, input.agencyName), bold: true }],
      },
      ...lines(input.basis).map(
        line =>
          ({
            kind: 'paragraph',
            indent: true,
            text: [{ text: `Căn cứ ${line.replace(/^căn cứ\s+/i, '').replace(/[;.]$/, '')};`, italic: true }],
          }) as const,
      ),
      {
        kind: 'paragraph',
        indent: true,
        text: [{ text: `Xét hồ sơ mã số ${dossier.code} (${input.matter}).`, italic: true }],
      },
      { kind: 'paragraph', align: 'center', text: [{ text: 'QUYẾT ĐỊNH:', bold: true }] },
      article(
        1,
        `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${what}, do ${input.issuedBy} cấp cho ${dossier.ownerName}${inPlaceOf(input.chain)}. Lý do: ${sentence(lines(input.reason).join('\n'))}`,
      ),
      article(
        2,
        `${holdsNoMore(input)}. Người đang giữ bản giấy${input.chain.length > 1 ? ' của bất kỳ bản nào' : ''} nộp lại cho ${input.agencyName}.`,
      ),
      article(
        3,
        `Người được cấp, người nộp hồ sơ có quyền khiếu nại Quyết định này trong thời hạn ${TIME_TO_COMPLAIN.n} ngày kể từ ngày nhận được hoặc biết được Quyết định (${TIME_TO_COMPLAIN.article} ${TIME_TO_COMPLAIN.law}), hoặc khởi kiện tại Tòa án theo quy định của pháp luật về tố tụng hành chính.`,
      ),
      article(4, 'Quyết định này có hiệu lực kể từ ngày ký.'),
      {
        kind: 'signatures',
        gapMm: 37,
        columns: [
          { title: signerLines(input.signatory.title), name: input.signatory.name, anchor: 'person' },
        ],
        recipients: [`${dossier.applicantName};`, 'Như Điều 2;', 'Lưu: VT, hồ sơ.'],
      },
      {
        kind: 'qr',
        content: url,
        alt: `Mã QR kiểm tra Quyết định số ${input.number}`,
        lines: [electronicForm(site.demo), `Kiểm tra tại ${url}`],
      },
    ],
  };
}
