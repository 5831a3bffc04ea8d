-- Cases, their exact history, and the index of the image archive.

-- Who a case is about. Kept apart from the cases so that these can be used without it.
create table patients (
  id uuid primary key,
  name text,
  patient_id text,
  birth_date text,
  sex text check (sex in ('F', 'M')),
  -- One person has one row: hash of issuer, identifier, name and birth date as sent.
  identity text not null unique
);

create table cases (
  id uuid primary key,
  version integer not null check (version >= 1),
  status text not null,
  patient uuid references patients (id),
  -- Name of the bundled sample that this case was made from.
  sample text,
  document jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index cases_by_change on cases (updated_at desc, id);
create index cases_by_patient on cases (patient);

-- Every state a case ever had; the newest equals the case itself.
create table case_versions (
  case_id uuid not null references cases (id),
  version integer not null,
  at timestamptz not null default now(),
  by text not null,
  -- What differs from the version before, as paths into the document.
  what text[] not null,
  document jsonb not null,
  primary key (case_id, version)
);

create function refuse_rewriting_history() returns trigger language plpgsql as $$
begin
  raise exception 'history is append-only';
end $$;
create trigger case_versions_append_only
  before update or delete or truncate on case_versions
  for each statement execute function refuse_rewriting_history();

create table studies (
  uid text primary key,
  patient uuid references patients (id),
  date text,
  description text,
  -- Age in years at the study.
  patient_age double precision
);

create table series (
  uid text primary key,
  study_uid text not null references studies (uid),
  modality text not null,
  description text,
  number integer,
  role text,
  role_confidence double precision
);
create index series_by_study on series (study_uid);

create table instances (
  sop text primary key,
  series_uid text not null references series (uid),
  -- Place in the stacking order of the series.
  place integer not null,
  frames integer not null,
  rows integer not null,
  columns integer not null,
  -- Path below the archive folder.
  file text not null unique,
  bytes bigint not null,
  sha256 text not null
);
create index instances_by_series on instances (series_uid, place);

create table case_studies (
  case_id uuid not null references cases (id),
  study_uid text not null references studies (uid),
  primary key (case_id, study_uid)
);
create index case_studies_by_study on case_studies (study_uid);
