/** Something in the file that is not drawn, or not as Word does. `n`: the paragraph, 0 for the whole. `lost`: words or pictures would be missing. */
export type DocxNote = {
  n: number;
  code:
    | 'shape'
    | 'nested-table'
    | 'footnote'
    | 'equation'
    | 'image-kind'
    | 'sections'
    | 'floating'
    | 'struck'
    | 'raised'
    | 'tracked'
    | 'field'
    | 'header';
  lost: boolean;
};
