/** What the head of a body is called, by how its name begins; the first that fits. */
const HEADS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd) /i, 'Chủ tịch'],
  [/^(?:chi nhánh )?văn phòng đăng ký đất đai(?: |$)/i, 'Giám đốc'],
  [/^(?:sở|trung tâm|bệnh viện|công an tỉnh|bảo hiểm xã hội tỉnh) /i, 'Giám đốc'],
  [/^(?:văn phòng|thanh tra) /i, 'Chánh'],
  [/^chi cục /i, 'Chi cục trưởng'],
  [/^cục /i, 'Cục trưởng'],
  [/^(?:phòng|ban|công an) /i, 'Trưởng'],
];

/**
 * Who one complains to at a body: not the body, its head (Law on Complaints 02/2011/QH13, articles 17 to 21): `Chủ tịch Ủy ban nhân dân tỉnh Lào Cai`,
 * `Giám đốc Sở Tư pháp`.
 */
export const headOf = (agencyName: string): string =>
  `${HEADS.find(([name]) => name.test(agencyName))?.[1] ?? 'Thủ trưởng'} ${agencyName}`;
