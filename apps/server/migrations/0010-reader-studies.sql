-- Reader studies are records too. Which kinds there are is said in one place: RecordDocuments of the program.
alter table registry_records drop constraint registry_records_kind_check;
alter table registry_records add constraint registry_records_kind_check check (kind ~ '^[a-z]+(-[a-z]+)*$');
