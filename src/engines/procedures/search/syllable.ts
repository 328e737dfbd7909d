const ONSETS = 'b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ');
const RIMES =
  `a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu
  o oa oac oach oai oam oan oang oanh oao oat oay oc oe oen oeo oet oi om on ong oo ooc op ot u ua uan uang uanh uat uau uay uc ue uech uen
  uenh uet ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu y yem yen yet yeu`.split(
    /\s+/,
  );

const SYLLABLE = new RegExp(
  `^(${ONSETS.sort((a, b) => b.length - a.length).join('|')})?(${RIMES.join('|')})$`,
);

/** Whether a folded word can be said in Vietnamese: nearly everything of this shape is a word (`hoc`, `dien`, `nuoc`; not `sih`, `zan`, `cty`). */
export const isSyllable = (word: string): boolean => SYLLABLE.test(word);

/** How a folded syllable begins and how it ends; null: it is none. */
export function partsOf(word: string): { onset: string; rime: string } | null {
  const [, onset = '', rime] = SYLLABLE.exec(word) ?? [];
  return rime === undefined ? null : { onset, rime };
}
