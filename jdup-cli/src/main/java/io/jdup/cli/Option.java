package io.jdup.cli;

import static io.jdup.cli.OptionSpec.flag;
import static io.jdup.cli.OptionSpec.pair;
import static io.jdup.cli.OptionSpec.value;

import java.util.List;

/**
 * Every option of duplicity 0.8.22 and 3.0, and what becomes of it here.
 *
 * <p>Source: {@code duplicity --help} of 0.8.22 and the lists it prints for ambiguous beginnings
 * ({@code duplicity --a}, {@code --b}, ...), which show the hidden ones too; format specification
 * section 14 for later ones.
 */
enum Option {
  ALLOW_SOURCE_MISMATCH(flag("--allow-source-mismatch")),
  ARCHIVE_DIR(value("--archive-dir")),
  ASYNCHRONOUS_UPLOAD(flag("--asynchronous-upload").ignored("jdup always does so")),
  AZURE_BLOB_TIER(value("--azure-blob-tier").refused(OptionSpec.NO_AZURE)),
  AZURE_MAX_BLOCK_SIZE(value("--azure-max-block-size").refused(OptionSpec.NO_AZURE)),
  AZURE_MAX_CONNECTIONS(value("--azure-max-connections").refused(OptionSpec.NO_AZURE)),
  AZURE_MAX_SINGLE_PUT_SIZE(value("--azure-max-single-put-size").refused(OptionSpec.NO_AZURE)),
  B2_HIDE_FILES(flag("--b2-hide-files").refused("there is no B2 target; use sftp://")),
  BACKEND_RETRY_DELAY(value("--backend-retry-delay")),
  CF_BACKEND(value("--cf-backend").refused("there is no Cloud Files target; use sftp://")),
  COMPARE_DATA(flag("--compare-data")),
  COMPRESS_LEVEL(value("--compress-level")),
  CONCURRENCY(value("--concurrency").ignored("jdup uses the processors there are")),
  CONFIG_DIR(value("--config-dir").ignored("jdup has no configuration files")),
  COPY_BLOCKSIZE(value("--copy-blocksize").ignored("jdup chooses its buffers itself")),
  COPY_LINKS(flag("--copy-links")),
  CURRENT_TIME(value("--current-time")),
  DRY_RUN(flag("--dry-run")),
  ENCRYPT_KEY(value("--encrypt-key")),
  ENCRYPT_SECRET_KEYRING(
      value("--encrypt-secret-keyring")
          .refused("name GnuPG's directory with GNUPGHOME or --gpg-options '--homedir DIR'")),
  ENCRYPT_SIGN_KEY(value("--encrypt-sign-key").refused(OptionSpec.SIGNING)),
  EXCLUDE(value("--exclude")),
  EXCLUDE_DEVICE_FILES(flag("--exclude-device-files")),
  EXCLUDE_FILELIST(value("--exclude-filelist", "--exclude-globbing-filelist")),
  EXCLUDE_FILELIST_STDIN(flag("--exclude-filelist-stdin")),
  EXCLUDE_IF_PRESENT(value("--exclude-if-present")),
  EXCLUDE_OLDER_THAN(value("--exclude-older-than")),
  EXCLUDE_OTHER_FILESYSTEMS(flag("--exclude-other-filesystems")),
  EXCLUDE_REGEXP(value("--exclude-regexp")),
  FAIL_ON_VOLUME(value("--fail-on-volume").refused(OptionSpec.TESTING)),
  FILE_CHANGED(
      value("--file-changed").refused("it is not in this version; use list-current-files -t TIME")),
  FILE_PREFIX(value("--file-prefix")),
  FILE_PREFIX_ARCHIVE(value("--file-prefix-archive")),
  FILE_PREFIX_JSONSTAT(value("--file-prefix-jsonstat").ignored("jdup writes no such files")),
  FILE_PREFIX_MANIFEST(value("--file-prefix-manifest")),
  FILE_PREFIX_SIGNATURE(value("--file-prefix-signature")),
  FILE_TO_RESTORE(value("--file-to-restore", "--path-to-restore", "-r")),
  FILES_FROM(
      value("--files-from").refused("it is not in this version; use --include-filelist FILE")),
  FILTER_GLOBBING(flag("--filter-globbing").ignored("patterns are shell patterns anyway")),
  FILTER_IGNORECASE(flag("--filter-ignorecase").refused("write --include ignorecase:PATTERN")),
  FILTER_LITERAL(flag("--filter-literal").refused(OptionSpec.NO_FILTER)),
  FILTER_REGEXP(flag("--filter-regexp").refused(OptionSpec.NO_FILTER)),
  FILTER_STRICTCASE(flag("--filter-strictcase").ignored("patterns heed case anyway")),
  FORCE(flag("--force")),
  FTP_PASSIVE(flag("--ftp-passive").ignored("connections are passive anyway")),
  FTP_REGULAR(flag("--ftp-regular").refused("only passive FTP is supported; leave it out")),
  FULL_IF_OLDER_THAN(value("--full-if-older-than")),
  GIO(flag("--gio").refused("there is no GIO target; mount it and use file://")),
  GPG_BINARY(value("--gpg-binary").ignored("jdup encrypts itself and starts no gpg program")),
  GPG_OPTIONS(value("--gpg-options")),
  HELP(flag("--help", "-h")),
  HIDDEN_ENCRYPT_KEY(value("--hidden-encrypt-key")),
  IDR_FAKEROOT(value("--idr-fakeroot").refused("there is no IDrive target; use sftp://")),
  IGNORE_ERRORS(flag("--ignore-errors")),
  IMAP_FULL_ADDRESS(flag("--imap-full-address").refused(OptionSpec.NO_IMAP)),
  IMAP_MAILBOX(value("--imap-mailbox").refused(OptionSpec.NO_IMAP)),
  INCLUDE(value("--include")),
  INCLUDE_FILELIST(value("--include-filelist", "--include-globbing-filelist")),
  INCLUDE_FILELIST_STDIN(flag("--include-filelist-stdin")),
  INCLUDE_REGEXP(value("--include-regexp")),
  JSONSTAT(flag("--jsonstat").refused(OptionSpec.NO_JSON)),
  LOG_FD(value("--log-fd").refused(OptionSpec.NO_LOG)),
  LOG_FILE(value("--log-file").refused(OptionSpec.NO_LOG)),
  LOG_TIMESTAMP(flag("--log-timestamp").ignored("jdup writes no log")),
  MAX_BLOCKSIZE(value("--max-blocksize")),
  METADATA_SYNC_MODE(value("--metadata-sync-mode")),
  MF_PURGE(flag("--mf-purge").refused(OptionSpec.NO_MEDIAFIRE)),
  MP_SEGMENT_SIZE(value("--mp-segment-size").refused(OptionSpec.NO_SWIFT)),
  NAME(value("--name")),
  NO_CHECK_REMOTE(flag("--no-check-remote").ignored("jdup always looks at the target")),
  NO_COMPRESSION(flag("--no-compression")),
  NO_ENCRYPTION(flag("--no-encryption")),
  NO_FILES_CHANGED(flag("--no-files-changed")),
  NO_PRINT_STATISTICS(flag("--no-print-statistics")),
  NO_RESTORE_OWNERSHIP(flag("--do-not-restore-ownership", "--no-restore-ownership")),
  NULL_SEPARATOR(flag("--null-separator")),
  NUM_RETRIES(value("--num-retries")),
  NUMERIC_OWNER(flag("--numeric-owner")),
  OLD_FILENAMES(flag("--old-filenames")),
  PAR2_OPTIONS(value("--par2-options").refused(OptionSpec.NO_PAR2)),
  PAR2_REDUNDANCY(value("--par2-redundancy").refused(OptionSpec.NO_PAR2)),
  PAR2_VOLUMES(value("--par2-volumes").refused(OptionSpec.NO_PAR2)),
  PROGRESS(flag("--progress").ignored("progress is shown with -v5")),
  PROGRESS_RATE(value("--progress-rate").ignored("progress is shown with -v5")),
  PYDEVD(flag("--pydevd").ignored("it is for debugging duplicity")),
  RENAME(pair("--rename")),
  RSYNC_OPTIONS(value("--rsync-options").refused("there is no rsync target; use sftp://")),
  S3_ENDPOINT_URL(value("--s3-endpoint-url").refused(OptionSpec.NO_S3)),
  S3_EUROPEAN_BUCKETS(flag("--s3-european-buckets").refused(OptionSpec.NO_S3)),
  S3_KMS_GRANT(value("--s3-kms-grant").refused(OptionSpec.NO_S3)),
  S3_KMS_KEY_ID(value("--s3-kms-key-id").refused(OptionSpec.NO_S3)),
  S3_MULTIPART_CHUNK_SIZE(value("--s3-multipart-chunk-size").refused(OptionSpec.NO_S3)),
  S3_MULTIPART_MAX_PROCS(value("--s3-multipart-max-procs").refused(OptionSpec.NO_S3)),
  S3_MULTIPART_MAX_TIMEOUT(value("--s3-multipart-max-timeout").refused(OptionSpec.NO_S3)),
  S3_REGION_NAME(value("--s3-region-name").refused(OptionSpec.NO_S3)),
  S3_UNENCRYPTED_CONNECTION(flag("--s3-unencrypted-connection").refused(OptionSpec.NO_S3)),
  S3_USE_DEEP_ARCHIVE(flag("--s3-use-deep-archive").refused(OptionSpec.NO_S3)),
  S3_USE_GLACIER(flag("--s3-use-glacier").refused(OptionSpec.NO_S3)),
  S3_USE_GLACIER_IR(flag("--s3-use-glacier-ir").refused(OptionSpec.NO_S3)),
  S3_USE_IA(flag("--s3-use-ia").refused(OptionSpec.NO_S3)),
  S3_USE_MULTIPROCESSING(flag("--s3-use-multiprocessing").refused(OptionSpec.NO_S3)),
  S3_USE_NEW_STYLE(flag("--s3-use-new-style").refused(OptionSpec.NO_S3)),
  S3_USE_ONEZONE_IA(flag("--s3-use-onezone-ia").refused(OptionSpec.NO_S3)),
  S3_USE_RRS(flag("--s3-use-rrs").refused(OptionSpec.NO_S3)),
  S3_USE_SSE(flag("--s3-use-server-side-encryption").refused(OptionSpec.NO_S3)),
  S3_USE_SSE_KMS(flag("--s3-use-server-side-kms-encryption").refused(OptionSpec.NO_S3)),
  SCP_COMMAND(value("--scp-command").refused(OptionSpec.GONE_SSH)),
  SFTP_COMMAND(value("--sftp-command").refused(OptionSpec.GONE_SSH)),
  SHORT_FILENAMES(flag("--short-filenames")),
  SHOW_CHANGES_IN_SET(
      value("--show-changes-in-set").refused("it is not in this version; compare two listings")),
  SIGN_KEY(value("--sign-key").refused(OptionSpec.SIGNING)),
  SKIP_IF_NO_CHANGE(flag("--skip-if-no-change")),
  SKIP_VOLUME(value("--skip-volume").refused(OptionSpec.TESTING)),
  SSH_ASKPASS(flag("--ssh-askpass")),
  SSH_OPTIONS(value("--ssh-options")),
  SSL_CACERT_FILE(value("--ssl-cacert-file").refused(OptionSpec.NO_TLS)),
  SSL_CACERT_PATH(value("--ssl-cacert-path").refused(OptionSpec.NO_TLS)),
  SSL_NO_CHECK_CERTIFICATE(flag("--ssl-no-check-certificate").refused(OptionSpec.NO_TLS)),
  SWIFT_STORAGE_POLICY(value("--swift-storage-policy").refused(OptionSpec.NO_SWIFT)),
  TEMPDIR(value("--tempdir")),
  TIME(value("--time", "--restore-time", "-t")),
  TIME_SEPARATOR(value("--time-separator")),
  TIMEOUT(value("--timeout")),
  USE_AGENT(flag("--use-agent").ignored("jdup needs no agent; it reads PASSPHRASE or asks")),
  USE_SCP(flag("--use-scp").ignored("write scp:// in the URL for scp")),
  VERBOSITY(value("--verbosity", "-v")),
  VERSION(flag("--version", "-V")),
  VOLSIZE(value("--volsize")),
  WEBDAV_HEADERS(value("--webdav-headers").refused(OptionSpec.NO_TLS));

  @SuppressWarnings("ImmutableEnumChecker") // a record of values that cannot be changed
  private final OptionSpec spec;

  Option(OptionSpec spec) {
    this.spec = spec;
  }

  OptionSpec spec() {
    return spec;
  }

  /** Returns the spelling for messages. */
  String spelling() {
    return spec.names().get(0);
  }

  List<String> names() {
    return spec.names();
  }
}
