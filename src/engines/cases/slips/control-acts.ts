import { inSentence } from '#engines/forms';
import { type Graph, outcomeText } from '#engines/processes';
import { formatDate, formatDateTime } from '#platform/clock';
import type { HistoryEntry } from '#platform/ledger';
import { capital } from '#ui';
import type { Question } from '../questions/question.ts';
import type { TakenBack } from '../read/taken-back.ts';

/** What is done with a dossier beside the steps of its process, and how the slip calls it (form 06 is Vietnamese only). */
const ACTS: Readonly<Record<string, string>> = {
  'supplement-requested': 'Yêu cầu bổ sung hồ sơ',
  supplemented: 'Nhận hồ sơ bổ sung',
  'answers-corrected': 'Sửa lỗi nhập tờ khai',
  'question-asked': 'Hỏi ý kiến',
  'question-answered': 'Trả lời ý kiến',
  'question-dropped': 'Thôi hỏi ý kiến',
  'refusal-proposed': 'Đề nghị không giải quyết',
  'refusal-sent-back': 'Trả lại đề nghị không giải quyết',
  refused: 'Không giải quyết hồ sơ',
  withdrawn: 'Rút hồ sơ',
  stopped: 'Dừng giải quyết hồ sơ',
  transferred: 'Chuyển hồ sơ đến cơ quan có thẩm quyền',
  apologised: 'Xin lỗi và hẹn lại ngày trả kết quả',
  recounted: 'Tính lại thời hạn',
  'limit-changed': 'Áp dụng thời hạn khác của thủ tục',
  moved: 'Chuyển sang bản khác của thủ tục',
  'moved-back': 'Đưa về bản trước của thủ tục',
  'process-restarted': 'Đưa hồ sơ về bước đầu',
  'result-issued': 'Ký kết quả',
  'result-declined': 'Không cấp một kết quả',
  returned: 'Trả kết quả',
  'mail-delivered': 'Bưu chính đã phát kết quả',
  'mail-returned': 'Bưu chính chuyển hoàn kết quả',
  'mail-sent-again': 'Gửi lại kết quả qua bưu chính',
  'handed-over': 'Trả tại quầy kết quả bị chuyển hoàn',
  'result-corrected': 'Đính chính kết quả',
  'result-reissued': 'Cấp lại kết quả',
  'result-revoked': 'Thu hồi, hủy bỏ kết quả',
  'revocation-lifted': 'Khôi phục hiệu lực của kết quả',
};

/** What else can be taken back: it has a row of its own only once it was. */
const TAKEN_BACK: Readonly<Record<string, string>> = {
  ...ACTS,
  'step-done': 'Chuyển bước',
  assigned: 'Giao việc',
  'handed-back': 'Trả lại việc được giao',
  'notice-read': 'Đọc thông báo',
};

/** What the slip says of an act: its name and what came of it, the entry telling who did it and when. */
export type ControlAct = { entry: HistoryEntry; what: string; outcome: string };

/** What the words of an act are taken from. */
type About = {
  graph: Graph;
  questions: readonly Question[];
  undone: (entry: HistoryEntry) => TakenBack | undefined;
  /** What an agency was called at a moment. */
  agencyName: (agencyId: string | null, at: Date) => string | null;
};

/** Where no result held any more when it was handed over: the decision that was given instead (`decisionGiven`); undefined where one did. */
export const givenInstead = ({ body }: Pick<HistoryEntry, 'body'>): string | undefined =>
  body.ended
    ? `${body.decision ? `Giao Quyết định số ${body.decision}` : 'Giao quyết định làm kết quả hết hiệu lực'}, không trả kết quả`
    : undefined;

/** By force of which decision on a complaint. */
const byDecision = (number: string): string => `theo Quyết định giải quyết khiếu nại số ${number}`;

const kindOf = (entry: HistoryEntry): string => entry.kind.slice('case.'.length);

// Where it was done as a step, the row of the step tells it.
const isStep = (entry: HistoryEntry): boolean =>
  (entry.kind === 'case.result-issued' || entry.kind === 'case.returned') &&
  Boolean(entry.body.task) &&
  !entry.body.anew;

/** The entries that the slip has a row for beside those of the steps, as they happened. */
export const controlEntries = (history: readonly HistoryEntry[], undone: About['undone']): HistoryEntry[] =>
  history.filter(entry => {
    const kind = kindOf(entry);
    if (kind === 'act-undone') return true;
    return kind in ACTS && (!isStep(entry) || undone(entry) !== undefined);
  });

/** What an entry is called: who is asked, or where it goes, is named with it. */
function whatOf(entry: HistoryEntry, { questions, agencyName }: About): string {
  const kind = kindOf(entry);
  const { body } = entry;
  if (kind === 'act-undone' && body.decision) return `Mở lại hồ sơ ${byDecision(String(body.decision))}`;
  if (kind === 'act-undone')
    return `Hoàn tác: ${inSentence(TAKEN_BACK[String(body.act)] ?? 'Việc trước đó')}`;
  if (kind === 'returned' && body.anew)
    return body.how === 'online' ? 'Người nhận không cần bản giấy mới' : 'Trả kết quả đính chính, cấp lại';
  if (kind === 'returned' && body.owed) return 'Kết thúc giải quyết, bản giấy chưa giao';
  if (kind === 'returned' || kind === 'handed-over') return givenInstead(entry) ?? ACTS[kind] ?? '';
  if (kind === 'mail-delivered' && body.corrected) return 'Sửa ngày phát, người nhận bưu gửi';
  if (kind === 'refused' && body.status === 'refused') return 'Từ chối tiếp nhận hồ sơ';
  const what = ACTS[kind] ?? '';
  if (kind === 'transferred') return `${what}: ${agencyName(String(body.to), entry.at) ?? ''}`;
  const question = questions.find(q => q.id === body.question);
  if (!question || kind === 'question-answered') return what;
  if (body.why === 'ended')
    return `Không còn cần ý kiến: ${agencyName(question.toAgency, question.askedAt) ?? ''}`;
  return `${what}: ${agencyName(question.toAgency, question.askedAt) ?? 'người nộp hồ sơ'}`;
}

/** What came of it: the number of its slip or paper, the answer, the time that was promised anew. */
function cameOf(entry: HistoryEntry, { graph, questions }: About): string {
  const { body } = entry;
  const number = String(body.number ?? '');
  const due = formatDateTime(new Date(String(body.dueAt)));
  switch (kindOf(entry)) {
    case 'supplement-requested':
    case 'refused':
    case 'stopped':
      return `Phiếu số ${number}`;
    case 'result-declined':
      return `${body.title}, Phiếu số ${number}`;
    case 'apologised':
      return `Phiếu số ${number}, hẹn lại ${due}`;
    case 'question-answered': {
      const element = questions.find(q => q.id === body.question)?.elementId ?? '';
      return capital(outcomeText('vi', graph, element, String(body.outcome), 'outcome'));
    }
    case 'supplemented':
    case 'recounted':
    case 'limit-changed':
      return `Hẹn trả ${due}`;
    case 'mail-delivered':
    case 'mail-returned':
      return `Ngày ${formatDate(String(body.on))}`;
    case 'returned':
      return body.anew ? `Số ${(body.anew as string[]).join(', ')}` : '';
    case 'result-issued':
      return `Số ${number}`;
    case 'result-corrected':
    case 'result-reissued':
      return `Số ${body.was}, bản mới số ${number}`;
    case 'result-revoked':
      return `Số ${body.was}, Quyết định số ${number}`;
    case 'revocation-lifted':
      return `Số ${body.was}, theo Quyết định số ${body.decision}`;
    case 'act-undone':
      return number ? `Số ${number} không còn giá trị` : '';
    default:
      return '';
  }
}

/** What the slip says of an entry (`controlEntries`). */
export function controlAct(entry: HistoryEntry, about: About): ControlAct {
  const came = cameOf(entry, about);
  const undone = about.undone(entry);
  const fate = undone?.decision ? `đã bị hủy ${byDecision(undone.decision)}` : undone && 'đã hoàn tác';
  const outcome = [came, came ? fate : fate && capital(fate)].filter(Boolean).join(', ');
  return { entry, what: whatOf(entry, about), outcome };
}
