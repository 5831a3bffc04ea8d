import { expect, it } from 'vitest';
import { send } from './testing/client.ts';
import { inBothRoles } from './testing/roles.ts';

inBothRoles('the checklist of a case report', (stage) => {
  it('says what the case itself has and lacks: facts, proof, treatment and follow-up', async () => {
    const url = `${(await stage.start('data')).url}/api`;
    const { id } = (await send(`${url}/cases`, 'POST', {})).body as { id: string };
    const items = async (): Promise<readonly { id: string; done: boolean; missing: string[] }[]> => {
      const { body } = await send(`${url}/cases/${id}/care`, 'GET');
      return (body as { items: { id: string; done: boolean; missing: string[] }[] }).items;
    };
    const done = async (item: string): Promise<boolean | undefined> =>
      (await items()).find((one) => one.id === item)?.done;
    expect(await done('intervention')).toBe(false);
    expect((await items()).find((one) => one.id === 'demographics')?.missing).toEqual(['age', 'sex']);
    const outcome = {
      diagnosis: 'tumoral_calcinosis',
      provenBy: 'pathology',
      treatment: 'excision',
      followUp: [{ on: '2025-03-01', text: 'no recurrence' }],
    };
    await send(`${url}/cases/${id}/outcome`, 'PUT', outcome, { 'if-match': '"0"' });
    for (const item of ['intervention', 'follow_up', 'diagnosis_proof'])
      expect(await done(item), item).toBe(true);
  }, 120_000);
});
