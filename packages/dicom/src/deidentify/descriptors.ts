/**
 * Words of protocols and anatomy that say nothing about a person; everything else is dropped from descriptions
 * under the Clean Descriptors Option (PS3.15 E.3.6). Assumed; extended by review.
 */
const SAFE: ReadonlySet<string> = new Set(
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
);
const LENGTH = /^\d{1,2}(\.\d{1,2})?mm$/;

/** A description with the words kept that are known to be safe; empty where none is. */
export function cleanDescription(text: string): string {
  return text
    .split(/[^\p{L}\p{N}.]+/u)
    .filter((word) => SAFE.has(word.toLowerCase()) || LENGTH.test(word.toLowerCase()))
    .join(' ');
}
