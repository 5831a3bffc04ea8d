/** Asks for one file. Resolves to undefined when none is chosen. */
export function chooseFile(accept: string): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.onchange = () => resolve(input.files?.[0]);
    input.oncancel = () => resolve(undefined);
    input.click();
  });
}

/** Asks for one file and reads it as text. */
export async function chooseTextFile(accept: string): Promise<string | undefined> {
  return (await chooseFile(accept))?.text();
}
