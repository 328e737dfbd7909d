/** How papers of civil status name what they say of a parent. */
export const parentName = (which: 'mẹ' | 'cha') => `Họ, chữ đệm, tên người ${which}`;

/** The answers about a parent, by the part of the form that asks for them. */
export const parentNames = (part: 'mother' | 'father', which: 'mẹ' | 'cha'): Record<string, string> => ({
  [`${part}.name`]: parentName(which),
  [`${part}.birthDate`]: `Ngày sinh của người ${which}`,
  [`${part}.personalNumber`]: `Số định danh cá nhân của người ${which}`,
  [`${part}.ethnicity`]: `Dân tộc của người ${which}`,
  [`${part}.address`]: `Nơi cư trú của người ${which}`,
});
