/** The longest first: `ngh` before `ng`, `gi` before `g`. */
const ONSETS = 'ngh ch gh gi kh ng nh ph qu th tr b c d g h k l m n p r s t v x'.split(' ');
const RIMES: ReadonlySet<string> = new Set(
  `a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu
  o oa oac oach oai oam oan oang oanh oao oat oay oc oe oen oeo oet oi om on ong oo ooc op ot u ua uan uang uanh uat uau uay uc ue uech uen
  uenh uet ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu y yem yen yet yeu`.split(
    /\s+/,
  ),
);

/** How a folded syllable begins and how it ends; null: it is none. */
export function partsOf(word: string): { onset: string; rime: string } | null {
  const onset = [...ONSETS, ''].find(o => word.startsWith(o) && RIMES.has(word.slice(o.length)));
  return onset === undefined ? null : { onset, rime: word.slice(onset.length) };
}

/** Whether a folded word can be said in Vietnamese: nearly everything of this shape is a word (`hoc`, `dien`, `nuoc`; not `sih`, `zan`, `cty`). */
export const isSyllable = (word: string): boolean => partsOf(word) !== null;
