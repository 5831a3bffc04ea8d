import { describe, expect, it } from 'vitest';
import { languageOf, maxReportLength, readReport } from './index.ts';

const found = (text: string) => readReport(text).facts.findings;

describe('reading a report', () => {
  it('tells the language of the text', () => {
    expect(languageOf('右髋关节周围钙化，T2WI 呈低信号。')).toBe('zh');
    expect(languageOf('Calcified mass, T2 dark.')).toBe('en');
    expect(languageOf('')).toBe('en');
  });

  it('reads age, sex, duration, size and findings of an English report', () => {
    const { facts } = readReport(
      'HISTORY: 56F, painless firm lump over the left hip for 2 years, slowly enlarging. No trauma.\n' +
        'CT: 6.1 x 4 cm lobulated calcified mass around the hip joint with fluid-calcium levels. Cortex intact.\n' +
        'MRI: dark on T1 and T2.',
    );
    expect(facts).toMatchObject({ age: 56, sex: 'F', measurements: { max_mm: 61 } });
    expect(facts.findings).toMatchObject({
      site: 'hip_buttock',
      pain: 'none',
      consistency: 'firm',
      duration_months: 24,
      growth: 'slow',
      trauma: 'no',
      mineralised: 'yes',
      pattern: 'multinodular_cobblestone',
      fluid_calcium_level: 'yes',
      bone: 'none',
      t1: 'hypo',
      t2: 'hypo',
    });
  });

  it('reads the same from a Chinese report', () => {
    const { facts } = readReport(
      '【病史】患者女，56岁，左髋部无痛性肿块2年，缓慢增大，无外伤史。\n【查体】肿块质韧。\n' +
        '【CT】左髋关节周围分叶状钙化肿块，约6.1×4.0 cm，内见液-钙平面，邻近骨质未见破坏。\n' +
        '【MRI】T1WI、T2WI均呈低信号。',
    );
    expect(facts).toMatchObject({ age: 56, sex: 'F', measurements: { max_mm: 61 } });
    expect(facts.findings).toMatchObject({
      site: 'hip_buttock',
      pain: 'none',
      consistency: 'firm',
      duration_months: 24,
      growth: 'slow',
      trauma: 'no',
      pattern: 'multinodular_cobblestone',
      fluid_calcium_level: 'yes',
      bone: 'none',
      t1: 'hypo',
      t2: 'hypo',
    });
  });

  it('gives each span with its place in the text', () => {
    const text = '病史：男，9岁。X线：右肘关节旁钙化。';
    for (const { start, end, text: words } of readReport(text).spans) {
      expect(text.slice(start, end)).toBe(words);
    }
  });

  it('takes a negation for its own clause only', () => {
    expect(found('MRI: no surrounding edema, well-defined margin.')).toMatchObject({
      perilesional_oedema: 'no',
      margin: 'well_defined',
    });
    expect(found('MRI：周围未见水肿，边界清楚，可见坏死。')).toMatchObject({
      perilesional_oedema: 'no',
      margin: 'well_defined',
      necrosis_or_haemorrhage: 'yes',
    });
    expect(found('HISTORY: mass of the thigh. No fever, redness or trauma.')).toMatchObject({
      inflammation_signs: 'no',
      trauma: 'no',
    });
  });

  it('takes what can’t be excluded for possible, never for absent', () => {
    for (const text of [
      'CT: cannot exclude cortical destruction.',
      'CT: could not rule out subtle cortical destruction.',
      'CT: cortical destruction cannot be ruled out.',
      'CT：骨质破坏不能排除。',
      'CT：不能排除骨质破坏。',
      'CT：不除外骨质破坏。',
    ]) {
      expect(found(text)['bone'], text).toEqual({ possible: ['destruction'] });
    }
    expect(found('CT: this excludes cortical destruction.')['bone']).toBe('none');
    expect(found('CT: calcification is not seen on radiographs but is present on CT.')['mineralised']).toBe(
      'yes',
    );
  });

  it('keeps the place of which something is denied, and leaves out the side on which nothing is wrong', () => {
    expect(found('X线：左肩关节周围未见明显钙化。')).toMatchObject({ site: 'shoulder', mineralised: 'no' });
    expect(found('X线：左髋软组织钙化，右侧髋关节未见异常。')).not.toHaveProperty('joint_space');
    expect(found('Findings: calcified mass of the left thigh, the right hip is normal.')['site']).toBe(
      'thigh',
    );
    expect(found('MRI：右膝肿块内可见液-液平面。')['site']).toBe('knee');
    expect(found('查体：面部肿块。')['site']).toBe('head_neck');
  });

  it('takes no unbroken bone for an injury that is denied', () => {
    expect(found('病史：右大腿肿块，未见骨折。')).not.toHaveProperty('trauma');
    expect(found('Lump of the thigh, no fracture.')).not.toHaveProperty('trauma');
    expect(found('病史：右大腿肿块，3年前骨折。')['trauma']).toBe('yes');
  });

  it('takes no concentration for a size', () => {
    expect(readReport('血磷1.9mmol/L，血压120mmHg。').facts.measurements).toBeUndefined();
    expect(readReport('肿块约35mm×20mm，血磷1.9mmol/L。').facts.measurements).toEqual({ max_mm: 35 });
  });

  it('keeps what is only possible apart', () => {
    expect(found('CT：肿块内见高密度灶，钙化可能。')['matrix']).toEqual({ possible: ['calcification'] });
    expect(found('CT: possible fat content.')['fat_content']).toEqual({ possible: ['yes'] });
  });

  it('leaves out relatives, other organs, technique and old operations', () => {
    expect(found('HISTORY: 40M, lump of the elbow. Father had gout and dialysis.')).toEqual({
      site: 'elbow',
    });
    expect(found('病史：男，40岁，肘部肿块。其母亲因尿毒症行血液透析。')).toEqual({ site: 'elbow' });
    expect(found('TECHNIQUE: CT for possible calcification of the hip.\nFINDINGS: none.')).toEqual({});
    expect(found('CT：左膝旁肿块。右肾见小囊肿，边界清。')).toEqual({ site: 'knee' });
  });

  it('takes a relative with the same disease for family history', () => {
    expect(found('HISTORY: hip masses. Her brother has similar masses.')).toMatchObject({
      family_history: 'yes',
    });
    expect(found('病史：髋部肿块，其弟有类似肿块。')).toMatchObject({ family_history: 'yes' });
    expect(found('病史：患者无发热，母亲及哥哥有类似肿块。')).toMatchObject({ family_history: 'yes' });
    expect(found('病史：患者髋部肿块，父母无类似疾病。')).toMatchObject({ family_history: 'no' });
  });

  it('reads laboratory values with unit, flag and reference interval', () => {
    const { facts } = readReport(
      '【化验】血磷2.3 mmol/L（升高），血钙、碱性磷酸酶均正常，PTH 12 pg/mL（15-65）。',
    );
    expect(facts.labs).toEqual([
      { name: 'phosphate', value: 2.3, unit: 'mmol/L', flag: 'H' },
      { name: 'pth', value: 12, unit: 'pg/mL', flag: 'L' },
    ]);
    expect(facts.findings).toMatchObject({
      phosphate: 'high',
      calcium: 'normal',
      alkaline_phosphatase: 'normal',
      pth: 'low',
    });
    expect(found('LABS: Calcium, phosphorus and ALP were normal. Raised CRP.')).toMatchObject({
      calcium: 'normal',
      phosphate: 'normal',
      alkaline_phosphatase: 'normal',
      crp_esr: 'high',
    });
  });

  it('does not take a blurred margin for missing calcium', () => {
    expect(found('XR: several roundish, not sharply defined calcified lesions.')).toMatchObject({
      mineralised: 'yes',
      margin: 'ill_defined',
    });
  });

  it('takes what was not said or not looked at for unknown, never for absent', () => {
    for (const text of [
      'CT: the report gives no statement on mineralisation.',
      'CT: mineralisation was not assessed.',
      'CT：钙化情况未描述。',
      'CT：钙化未评估。',
    ]) {
      expect(found(text)).not.toHaveProperty('mineralised');
    }
  });

  it('leaves out what was only considered', () => {
    for (const text of [
      'HISTORY: Gout, septic arthritis and a scaphoid fracture were considered.',
      '病史：需与痛风、骨折相鉴别。',
    ]) {
      expect(found(text)).toEqual({});
    }
  });

  it('does not take uptake of contrast for a signal on T1', () => {
    const facts = found(
      'MRI: dark on T1. After contrast the T1-weighted images showed inhomogeneous uptake.',
    );
    expect(facts).toMatchObject({ t1: 'hypo', enhancement: 'heterogeneous_avid' });
  });

  it('knows the extensor and the flexor side by the limb’s anatomy', () => {
    expect(found('MRI: mass at the front of the left thigh.')).toMatchObject({ aspect: 'extensor' });
    expect(found('MRI: mass at the front of the right elbow.')).toMatchObject({ aspect: 'flexor' });
    expect(found('MRI：左大腿后方肿块。')).toMatchObject({ aspect: 'flexor' });
    expect(found('MRI：右肘后方肿块。')).toMatchObject({ aspect: 'extensor' });
    expect(found('MRI: mass at the front of the right shoulder.')).not.toHaveProperty('aspect');
  });

  it('gives each MR signal to its own sequence', () => {
    expect(found('MRI: T1 isointense, T2 bright with a low-signal rim.')).toMatchObject({
      t1: 'iso',
      t2: 'hyper',
    });
    expect(found('MRI：T1WI呈等信号，T2WI呈稍高信号，周边见低信号环。')).toMatchObject({
      t1: 'iso',
      t2: 'hyper',
    });
  });

  it('knows the Chinese long and short T1 and T2', () => {
    expect(found('MRI：右大腿肌内肿块，呈等T1、长T2信号。')).toMatchObject({ t1: 'iso', t2: 'hyper' });
    expect(found('MRI：右大腿肌内肿块，呈长T1短T2信号影。')).toMatchObject({ t1: 'hypo', t2: 'hypo' });
  });

  it('reads nothing from nothing and refuses what is no report', () => {
    expect(readReport('')).toEqual({ language: 'en', facts: { findings: {}, labs: [] }, spans: [] });
    expect(() => readReport('x'.repeat(maxReportLength + 1))).toThrow(
      expect.objectContaining({ code: 'report_too_long' }),
    );
  });

  it.each(['1', 'a', ' ', '无', 'Ca, ', '血钙、', 'severe pain ', '无钙化，', 'T1 dark ', '\n', '3 x '])(
    'takes no endless time over %j repeated',
    (piece) => {
      const begun = performance.now();
      readReport(piece.repeat(Math.floor(maxReportLength / piece.length)));
      expect(performance.now() - begun).toBeLessThan(10_000);
    },
  );
});
