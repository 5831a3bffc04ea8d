/** Asks for files. Resolves to none when nothing is chosen. */
export function chooseFiles(accept: string, several = false): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = several;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}

/** Asks for one file. */
export async function chooseFile(accept: string): Promise<File | undefined> {
  return (await chooseFiles(accept))[0];
}

/** Asks for one file and reads it as text. */
export async function chooseTextFile(accept: string): Promise<string | undefined> {
  return (await chooseFile(accept))?.text();
}
