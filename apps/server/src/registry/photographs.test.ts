import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPicture } from '../archive/picture.ts';
import { tiffToPng } from '../archive/tiff-to-png.ts';
import { send } from '../testing/client.ts';
import { inBothRoles } from '../testing/roles.ts';
import { temporaryFolder } from '../testing/stores.ts';

/** 2 x 1 pixels, red and blue, made by an independent program. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADklEQVR4nGP4z8DA8B8ABwAB/wn5F9AAAAAASUVORK5CYII=',
  'base64',
);

/** A TIFF 6.0 of 2 x 1 RGB pixels, uncompressed. */
function tiff(): Buffer {
  const tags = [
    [256, 3, 1, 2],
    [257, 3, 1, 1],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 2],
    [273, 4, 1, 8],
    [277, 3, 1, 3],
    [278, 3, 1, 1],
    [279, 4, 1, 6],
  ];
  const file = Buffer.alloc(16 + 2 + 12 * tags.length + 4);
  file.write('II', 0, 'latin1');
  file.writeUInt16LE(42, 2);
  file.writeUInt32LE(16, 4);
  file.set([255, 0, 0, 0, 0, 255], 8);
  file.writeUInt16LE(tags.length, 16);
  for (const [index, [tag = 0, type = 0, count = 0, value = 0]] of tags.entries()) {
    const place = 18 + 12 * index;
    file.writeUInt16LE(tag, place);
    file.writeUInt16LE(type, place + 2);
    file.writeUInt32LE(count, place + 4);
    if (type === 3) file.writeUInt16LE(value, place + 8);
    else file.writeUInt32LE(value, place + 8);
  }
  return file;
}

const pillow = (() => {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import PIL'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('a picture', () => {
  it('is known by its bytes', () => {
    expect(readPicture(PNG, 'a.png')).toMatchObject({ type: 'image/png', width: 2, height: 1 });
    expect(readPicture(tiff(), 'a.tif')).toMatchObject({ type: 'image/tiff', width: 2, height: 1 });
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('<svg/>'),
      PNG.subarray(0, 40),
      Buffer.from([255, 216, 255, 1]),
    ])
      expect(() => readPicture(bytes, 'a.png')).toThrow(/a\.png is not a whole/);
  });

  it('of a TIFF is shown as the same pixels in PNG', () => {
    expect(readPicture(tiffToPng(tiff(), 'a'), 'a')).toMatchObject({
      type: 'image/png',
      width: 2,
      height: 1,
    });
    expect(() => tiffToPng(Buffer.from('II*\0broken'), 'a')).toThrow(/a is not a whole/);
  });

  it.skipIf(!pillow)(
    `keeps its pixels and its orientation, and loses place and camera${pillow ? '' : ' (skipped: apt-get install python3-pil)'}`,
    async () => {
      const { path, cleanUp } = await temporaryFolder();
      const [made, cleaned] = [join(path, 'made.jpg'), join(path, 'cleaned.jpg')];
      const make = `
from PIL import Image
image = Image.radial_gradient('L').resize((40, 20)).convert('RGB')
exif = Image.Exif()
exif[0x0112] = 6
exif[0x010F] = 'Camera'
exif.get_ifd(0x8825)[1] = 'N'
image.save('${made}', exif=exif, comment=b'Patient Name')`;
      execFileSync('/usr/bin/python3', ['-c', make]);
      const before = readFileSync(made);
      const picture = readPicture(before, 'made.jpg');
      expect(picture).toMatchObject({ type: 'image/jpeg', width: 40, height: 20 });
      const text = Buffer.from(picture.bytes).toString('latin1');
      expect(before.toString('latin1')).toMatch(/Camera[^]*Patient Name|Patient Name[^]*Camera/);
      expect(text).not.toMatch(/Camera|Patient Name/);
      writeFileSync(cleaned, picture.bytes);
      const compare = `
from PIL import Image
a, b = Image.open('${made}'), Image.open('${cleaned}')
assert a.tobytes() == b.tobytes()
print(b.getexif().get(0x0112), len(b.getexif()), len(b.getexif().get_ifd(0x8825)))`;
      expect(execFileSync('/usr/bin/python3', ['-c', compare]).toString().trim()).toBe('6 1 0');
      await cleanUp();
    },
  );

  it.skipIf(!pillow)(
    `of a TIFF or PNG keeps its pixels and loses every text, further page and private part${pillow ? '' : ' (skipped: apt-get install python3-pil)'}`,
    async () => {
      const { path, cleanUp } = await temporaryFolder();
      const make = `
from PIL import Image, PngImagePlugin, TiffImagePlugin
image = Image.radial_gradient('L').convert('RGB').resize((70, 50))
label = Image.new('RGB', (30, 10), 'white')
for name, mode, compression in [('a', 'RGB', None), ('b', 'L', 'tiff_lzw'), ('c', '1', None), ('d', 'P', None), ('e', 'RGB', 'jpeg')]:
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[270], info[315], info[306], info[65000] = 'Patient Name', 'Patient Artist', '2020:01:01 00:00:00', 'Patient private'
    info.tagtype[65000] = 2
    info[274] = 6
    image.convert(mode).save('${path}/' + name + '.tif', tiffinfo=info, compression=compression, save_all=True, append_images=[label])
with open('${path}/a.tif', 'ab') as file: file.write(b'Patient behind')
text = PngImagePlugin.PngInfo()
text.add_text('Description', 'Patient Name')
text.add(b'prVt', b'Patient private')
image.save('${path}/f.png', pnginfo=text)
image.save('${path}/g.jpg', progressive=True, comment=b'Patient Name')
with open('${path}/g.jpg', 'ab') as file: file.write(b'Patient behind')`;
      execFileSync('/usr/bin/python3', ['-c', make]);
      const names = ['a.tif', 'b.tif', 'c.tif', 'd.tif', 'e.tif', 'f.png', 'g.jpg'];
      for (const name of names) {
        const before = readFileSync(join(path, name));
        expect(before.toString('latin1')).toContain('Patient');
        const picture = readPicture(before, name);
        expect(picture).toMatchObject({ width: 70, height: 50 });
        expect(Buffer.from(picture.bytes).toString('latin1')).not.toMatch(/Patient|2020/);
        writeFileSync(join(path, `clean-${name}`), picture.bytes);
      }
      const compare = `
from PIL import Image
for name in '${names.join(' ')}'.split():
    a, b = Image.open('${path}/' + name), Image.open('${path}/clean-' + name)
    assert (a.mode, a.size, a.tobytes()) == (b.mode, b.size, b.tobytes()), name
    assert getattr(b, 'n_frames', 1) == 1
    print(b.getexif().get(274))`;
      const oriented = execFileSync('/usr/bin/python3', ['-c', compare]).toString().trim().split('\n');
      expect(oriented.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => '6'));
      await cleanUp();
    },
  );
});

inBothRoles('photographs', (stage) => {
  let url: string;
  beforeAll(async () => {
    url = `${(await stage.start('data')).url}/api`;
  }, 120_000);

  it('stand beside a case, with every state of their captions; one taken out is not lost', async () => {
    const { id } = (await send(`${url}/cases`, 'POST', {})).body as { id: string };
    const form = new FormData();
    form.append('files', new Blob([PNG]), 'specimen.png');
    form.append('files', new Blob([Uint8Array.from(tiff())]), 'slide.tif');
    form.append('files', new Blob(['text']), 'notes.png');
    const answer = await fetch(`${url}/cases/${id}/photographs?kind=specimen`, {
      method: 'POST',
      body: form,
    });
    expect(answer.status).toBe(201);
    const { photographs, refused } = (await answer.json()) as {
      photographs: { id: string; type: string; version: number }[];
      refused: unknown[];
    };
    expect(photographs.map(({ type }) => type).sort()).toEqual(['image/png', 'image/tiff']);
    expect(refused).toMatchObject([{ name: 'notes.png', code: 'picture-unknown' }]);
    const [png, slide] = ['image/png', 'image/tiff'].map(
      (type) => photographs.find((one) => one.type === type)?.id,
    );
    const file = await fetch(`${url}/photographs/${png}`);
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PNG);
    expect((await fetch(`${url}/photographs/${slide}?as=png`)).headers.get('content-type')).toBe('image/png');
    const put = (version: number, body: object) =>
      send(`${url}/cases/${id}/photographs/${png}`, 'PUT', body, { 'if-match': `"${version}"` });
    const marks = [{ x: 0.1, y: 0.1, toX: 0.5, toY: 0.5, letter: 'A' }];
    expect((await put(1, { kind: 'key-image', caption: 'cut surface', marks })).body).toEqual({ version: 2 });
    const list = async () =>
      ((await send(`${url}/cases/${id}/photographs`)).body as { photographs: object[] }).photographs;
    expect(await list()).toContainEqual(
      expect.objectContaining({ kind: 'key-image', caption: 'cut surface', marks }),
    );
    await send(`${url}/cohorts/all`, 'PUT', { rules: {} }, { 'if-match': '"0"' });
    const montage = async () =>
      (
        (await send(`${url}/cohorts/all/paper`)).body as { figures: { id: string; svg: string }[] }
      ).figures.find((figure) => figure.id === 'montage')?.svg;
    // The picture itself, one arrow (dark below light), the letters of the panel and of the arrow.
    const drawing = (await montage()) ?? '';
    expect(drawing).toContain(`href="data:image/png;base64,${PNG.toString('base64')}"`);
    expect(drawing.match(/<line /g)).toHaveLength(2);
    expect(drawing).toMatch(/>A<\/text>[^]*A {2}cut surface/);
    await put(2, { kind: 'key-image', removed: true });
    expect(await montage()).toBeUndefined();
    expect(await list()).toHaveLength(1);
    expect((await fetch(`${url}/photographs/${png}`)).status).toBe(200);
    const { history } = (await send(`${url}/cases/${id}/history`)).body as { history: { what: string[] }[] };
    expect(history.map(({ what }) => what)).toEqual([['created'], ['photographs'], ['photographs']]);
    expect((await put(9, { kind: 'portrait' })).status).toBe(422);
  });
});
