/** What no standard says and de-identification needs all the same: a value, and where it comes from. */
interface Judgement<T> {
  readonly value: T;
  /** `assumed` until a source is found; extended by review. */
  readonly source: string;
}

/**
 * Words of protocols and anatomy that say nothing about a person; everything else is dropped from descriptions under
 * the Clean Descriptors Option (PS3.15 E.3.6), which leaves the choice to whoever cleans.
 */
export const safeWords: Judgement<ReadonlySet<string>> = {
  value: new Set(
    `ct cta mr mri mra cr dx dr rf xa pt pet us sc seg scout topogram localizer loc survey smartbrain
     t1 t2 t2star pd pdw t1w t2w dwi adc flair stir tirm spair spir dixon fs fatsat fat sat sup water in out phase opp
     tse fse se ge gre gr ffe tfe vibe flash fiesta swi mavric semac epi dyn dynamic diff b0 b50 b400 b800 b1000
     ax axial tra trans transverse cor coronal sag sagittal obl oblique 2d 3d mpr mip recon reformat vr thin thick
     pre post contrast ce gd gad native plain delayed arterial venous portal nephrographic with without iv oral
     bone soft tissue lung std standard sharp smooth kernel algorithm window calcium metal mar dect dual energy gout
     ap pa lat lateral frontal medial left right l r lt rt bilateral both weight bearing standing supine prone
     hip knee shoulder elbow wrist hand finger foot ankle toe pelvis femur femoral thigh leg calf tibia fibula
     humerus arm upper lower forearm radius ulna spine cervical thoracic lumbar sacrum neck head skull chest thorax
     abdomen retroperitoneum buttock gluteal joint extremity soft mass lesion whole body series image volume
     髋 髋关节 膝 膝关节 肩 肩关节 肘 腕 手 足 踝 骨盆 股骨 大腿 小腿 肱骨 脊柱 胸部 腹部 平扫 增强 横断 矢状 冠状 正位 侧位 左 右`
      .trim()
      .split(/\s+/),
  ),
  source: 'assumed',
};

/** Attributes (names of PS3.6) whose values name the patient, or the people, places and reasons around them. */
export const namingAttributes: Judgement<readonly string[]> = {
  value: [
    'x00080050', // Accession Number
    'x00080080', // Institution Name
    'x00080081', // Institution Address
    'x00080090', // Referring Physician's Name
    'x00081030', // Study Description
    'x00081048', // Physician(s) of Record
    'x00081050', // Performing Physician's Name
    'x00081060', // Name of Physician(s) Reading Study
    'x00081070', // Operators' Name
    'x00100010', // Patient's Name
    'x00100020', // Patient ID
    'x00100030', // Patient's Birth Date
    'x00101000', // Other Patient IDs
    'x00101001', // Other Patient Names
    'x00101005', // Patient's Birth Name
    'x00101040', // Patient's Address
    'x00101060', // Patient's Mother's Birth Name
    'x00102154', // Patient's Telephone Numbers
    'x00321032', // Requesting Physician
  ],
  source: 'assumed',
};

/** A shorter word is in too many innocent values to be searched for; `wide` where a character is not ASCII. */
export const shortestWord: Judgement<{ readonly ascii: number; readonly wide: number }> = {
  value: { ascii: 4, wide: 2 },
  source: 'assumed',
};

/** Dates of a patient move back by between one day and this many. */
export const longestShiftDays: Judgement<number> = { value: 3650, source: 'assumed' };
