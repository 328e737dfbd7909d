import type { Habit } from '../plan/habit.ts';
import type { Random } from '../plan/random.ts';

/** What becomes of a dossier besides its way through the process. */
export type Fate = {
  /** Sent back for papers at the first desk; `answers`: the applicant comes with them. */
  asked: boolean;
  answers: boolean;
  refused: boolean;
  /** The applicant takes it back. */
  withdrawn: boolean;
  /** The applicant pays what is asked for. */
  pays: boolean;
  /** Once on its way it lies about for longer than it may, and whether the office then apologises. */
  late: boolean;
  apologises: boolean;
};

/** Drawn once, when the dossier has come in. */
export function fateOf(random: Random, habit: Habit): Fate {
  return {
    refused: random.chance(habit.refuses),
    asked: random.chance(habit.asks),
    answers: random.chance(0.9),
    withdrawn: random.chance(0.012),
    pays: random.chance(0.97),
    late: random.chance(habit.late),
    apologises: random.chance(0.55),
  };
}

export const REFUSALS = [
  'Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan (hồ sơ giả định).',
  'Thông tin kê khai không khớp với dữ liệu dân cư (hồ sơ giả định).',
];
export const MISSING = [
  'Bản chụp mờ, đề nghị gửi lại bản rõ (hồ sơ giả định).',
  'Thiếu chữ ký của người yêu cầu trên giấy tờ kèm theo (hồ sơ giả định).',
  'Đề nghị bổ sung giấy tờ chứng minh nơi cư trú (hồ sơ giả định).',
];
export const LATE_REASON = 'Cần thêm thời gian phối hợp xác minh (hồ sơ giả định).';
export const WITHDRAWAL = 'Không còn nhu cầu (hồ sơ giả định).';
