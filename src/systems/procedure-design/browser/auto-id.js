// What bpmn-js calls a new element: `Activity_0elnhnx`.
const MADE_UP = /^(Activity|Gateway|Event)_[0-9a-z]{7}$/;

/**
 * The id that a new step gets from its first name, so that conditions can be read: `Thẩm định thực địa` →
 * `tham_dinh_thuc_dia`; undefined where it has an id that somebody chose, or the name gives none.
 * @param {string} id
 * @param {string} name
 * @param {(id: string) => boolean} isTaken
 * @returns {string | undefined}
 */
export function idFromName(id, name, isTaken) {
  if (!MADE_UP.test(id)) return undefined;
  const base = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 40)
    .replace(/^_|_$/g, '');
  if (!/^[a-z]/.test(base)) return undefined;
  for (let n = 1; ; n++) {
    const made = n === 1 ? base : `${base}_${n}`;
    if (!isTaken(made)) return made;
  }
}
