/** Names of the fields in the desk's own part of an intake: where errors about them are told. */
export const DESK = {
  channel: 'kenh',
  tracking: 'so-buu-gui',
  noNumber: 'khong-so',
  represented: 'nop-thay',
  delegateName: 'nguoi-thay-ten',
  delegateNumber: 'nguoi-thay-so',
  delegateRelation: 'nguoi-thay-quan-he',
  complete: 'du-giay-to',
  stays: 'chua-chuyen',
  /** Followed by the key of a paper. */
  originals: 'ban-chinh.',
  copies: 'ban-sao.',
  held: 'co-san.',
} as const;
