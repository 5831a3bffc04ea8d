import type { Instance, PatientHeader } from './instance.ts';

const plain = (name: string): string =>
  name
    .toUpperCase()
    .replaceAll(/[\s^=,.]+/g, ' ')
    .trim();

/** Two headers that cannot be of one person: same number, but another name and another birth date. */
function contradict(a: PatientHeader, b: PatientHeader): boolean {
  const names = a.name !== '' && b.name !== '' && plain(a.name) !== plain(b.name);
  const births = a.birthDate !== '' && b.birthDate !== '' && a.birthDate !== b.birthDate;
  return names && births;
}

function samePerson(a: PatientHeader, b: PatientHeader): boolean {
  if (a.id !== '' && b.id !== '') return a.id === b.id && !contradict(a, b);
  const anonymous = (patient: PatientHeader): boolean => patient.id === '' && patient.name === '';
  if (anonymous(a) || anonymous(b)) return anonymous(a) && anonymous(b);
  return plain(a.name) === plain(b.name) && !contradict(a, b);
}

/**
 * How many people the images are of. By patient number, else by name and birth date; images that say nothing
 * belong to whom their study belongs to.
 */
export function countPatients(instances: readonly Instance[]): number {
  const people: { patient: PatientHeader; studies: Set<string> }[] = [];
  for (const { patient, study } of instances) {
    const anonymous = patient.id === '' && patient.name === '';
    const known = people.find(
      (person) =>
        samePerson(person.patient, patient) ||
        (anonymous && study.uid !== '' && person.studies.has(study.uid)),
    );
    if (known) known.studies.add(study.uid);
    else people.push({ patient, studies: new Set([study.uid]) });
  }
  return people.length;
}
