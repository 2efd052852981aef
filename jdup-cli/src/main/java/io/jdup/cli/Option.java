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
  ALLOW_CLOCK_JUMP(flag("--allow-clock-jump").own()),
  ALLOW_CONCURRENT(flag("--allow-concurrent").own()),
  ALLOW_ROLLBACK(flag("--allow-rollback").own()),
  ALLOW_SOURCE_MISMATCH(flag("--allow-source-mismatch")),
  ARCHIVE_DIR(value("--archive-dir")),
  ASYNCHRONOUS_UPLOAD(flag("--asynchronous-upload").ignored("jdup always does so")),
  AZURE_BLOB_TIER(value("--azure-blob-tier").ignored(OptionSpec.AZURE)),
  AZURE_MAX_BLOCK_SIZE(value("--azure-max-block-size").ignored(OptionSpec.AZURE)),
  AZURE_MAX_CONNECTIONS(value("--azure-max-connections").ignored(OptionSpec.AZURE)),
  AZURE_MAX_SINGLE_PUT_SIZE(value("--azure-max-single-put-size").ignored(OptionSpec.AZURE)),
  B2_HIDE_FILES(flag("--b2-hide-files").ignored("it is for B2, which this version cannot reach")),
  BACKEND_RETRY_DELAY(value("--backend-retry-delay")),
  CF_BACKEND(
      value("--cf-backend").ignored("it is for Cloud Files, which this version cannot reach")),
  COMPARE_DATA(flag("--compare-data")),
  COMPRESS_LEVEL(value("--compress-level").own()),
  CONCURRENCY(
      value("--concurrency")
          .ignored("one volume is stored while the next ones are made, not more at once")),
  CONFIG_DIR(value("--config-dir").ignored("jdup has no configuration files")),
  COPY_BLOCKSIZE(value("--copy-blocksize").ignored("jdup chooses its buffers itself")),
  COPY_LINKS(flag("--copy-links")),
  CURRENT_TIME(value("--current-time")),
  DRY_RUN(flag("--dry-run")),
  ENCRYPT_KEY(value("--encrypt-key")),
  ENCRYPT_SECRET_KEYRING(
      value("--encrypt-secret-keyring")
          .ignored("as in GnuPG 2; secret keys come from its directory, see GNUPGHOME")),
  ENCRYPT_SIGN_KEY(value("--encrypt-sign-key").better(OptionSpec.SIGNING)),
  EXCLUDE(value("--exclude")),
  EXCLUDE_DEVICE_FILES(flag("--exclude-device-files")),
  EXCLUDE_FILELIST(value("--exclude-filelist", "--exclude-globbing-filelist")),
  EXCLUDE_FILELIST_STDIN(flag("--exclude-filelist-stdin")),
  EXCLUDE_IF_PRESENT(value("--exclude-if-present")),
  EXCLUDE_OLDER_THAN(value("--exclude-older-than").better(OptionSpec.SUMMER)),
  EXCLUDE_OTHER_FILESYSTEMS(flag("--exclude-other-filesystems")),
  EXCLUDE_REGEXP(value("--exclude-regexp")),
  FAIL_ON_VOLUME(value("--fail-on-volume")),
  FILE_CHANGED(
      value("--file-changed").better("writes names that hold blanks or quotes as they are")),
  FILE_PREFIX(value("--file-prefix").better(OptionSpec.LITERAL)),
  FILE_PREFIX_ARCHIVE(value("--file-prefix-archive").better(OptionSpec.LITERAL)),
  FILE_PREFIX_JSONSTAT(value("--file-prefix-jsonstat").better(OptionSpec.LITERAL)),
  FILE_PREFIX_MANIFEST(value("--file-prefix-manifest").better(OptionSpec.LITERAL)),
  FILE_PREFIX_SIGNATURE(value("--file-prefix-signature").better(OptionSpec.LITERAL)),
  FILE_TO_RESTORE(value("--file-to-restore", "--path-to-restore", "-r")),
  FILES_FROM(value("--files-from")),
  FILTER_GLOBBING(flag("--filter-globbing")),
  FILTER_IGNORECASE(flag("--filter-ignorecase")),
  FILTER_LITERAL(flag("--filter-literal")),
  FILTER_REGEXP(flag("--filter-regexp")),
  FILTER_STRICTCASE(flag("--filter-strictcase")),
  FORCE(flag("--force")),
  FTP_PASSIVE(flag("--ftp-passive").ignored("connections are passive anyway")),
  FTP_REGULAR(flag("--ftp-regular").ignored("it is for FTP").exceptFor("ftp", "ftps")),
  FULL_IF_OLDER_THAN(value("--full-if-older-than").better(OptionSpec.SUMMER)),
  GIO(flag("--gio").ignored("jdup reaches file:// and sftp:// without GIO")),
  GPG_BINARY(value("--gpg-binary").ignored("jdup encrypts itself and starts no gpg program")),
  GPG_OPTIONS(value("--gpg-options")),
  HELP(flag("--help", "-h")),
  HIDDEN_ENCRYPT_KEY(value("--hidden-encrypt-key")),
  IDR_FAKEROOT(
      value("--idr-fakeroot").ignored("it is for IDrive, which this version cannot reach")),
  IGNORE_ERRORS(
      flag("--ignore-errors")
          .better(
              "damage does not stop a restore without it either, and the exit code is 21, not 0")),
  IMAP_FULL_ADDRESS(flag("--imap-full-address").ignored(OptionSpec.IMAP)),
  IMAP_MAILBOX(value("--imap-mailbox").ignored(OptionSpec.IMAP)),
  INCLUDE(value("--include")),
  INCLUDE_FILELIST(value("--include-filelist", "--include-globbing-filelist")),
  INCLUDE_FILELIST_STDIN(flag("--include-filelist-stdin")),
  INCLUDE_REGEXP(value("--include-regexp")),
  JSON(flag("--json").own()),
  JSONSTAT(flag("--jsonstat").better("tells the size of the volumes too")),
  LEVEL(value("--level").own()),
  LOG_FD(value("--log-fd")),
  LOG_FILE(value("--log-file")),
  LOG_TIMESTAMP(flag("--log-timestamp")),
  MAX_BLOCKSIZE(value("--max-blocksize")),
  MAX_DELETED(value("--max-deleted").own()),
  METADATA_SYNC_MODE(value("--metadata-sync-mode")),
  MF_PURGE(flag("--mf-purge").ignored(OptionSpec.MEDIAFIRE)),
  MP_SEGMENT_SIZE(value("--mp-segment-size").ignored(OptionSpec.SWIFT)),
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
  PAR2_OPTIONS(value("--par2-options").ignored(OptionSpec.PAR2)),
  PAR2_REDUNDANCY(value("--par2-redundancy").ignored(OptionSpec.PAR2)),
  PAR2_VOLUMES(value("--par2-volumes").ignored(OptionSpec.PAR2)),
  PROGRESS(flag("--progress").better("does not read the source twice")),
  PROGRESS_RATE(value("--progress-rate")),
  PYDEVD(flag("--pydevd").ignored("it is for debugging duplicity")),
  READ_BACK(flag("--read-back").own()),
  REENCRYPT(flag("--reencrypt").own()),
  RENAME(pair("--rename")),
  RSYNC_OPTIONS(
      value("--rsync-options").ignored("it is for rsync, which this version cannot reach")),
  S3_ENDPOINT_URL(value("--s3-endpoint-url").ignored(OptionSpec.S3)),
  S3_EUROPEAN_BUCKETS(flag("--s3-european-buckets").ignored(OptionSpec.S3)),
  S3_KMS_GRANT(value("--s3-kms-grant").ignored(OptionSpec.S3)),
  S3_KMS_KEY_ID(value("--s3-kms-key-id").ignored(OptionSpec.S3)),
  S3_MULTIPART_CHUNK_SIZE(value("--s3-multipart-chunk-size").ignored(OptionSpec.S3)),
  S3_MULTIPART_MAX_PROCS(value("--s3-multipart-max-procs").ignored(OptionSpec.S3)),
  S3_MULTIPART_MAX_TIMEOUT(value("--s3-multipart-max-timeout").ignored(OptionSpec.S3)),
  S3_REGION_NAME(value("--s3-region-name").ignored(OptionSpec.S3)),
  S3_UNENCRYPTED_CONNECTION(flag("--s3-unencrypted-connection").ignored(OptionSpec.S3)),
  S3_USE_DEEP_ARCHIVE(flag("--s3-use-deep-archive").ignored(OptionSpec.S3)),
  S3_USE_GLACIER(flag("--s3-use-glacier").ignored(OptionSpec.S3)),
  S3_USE_GLACIER_IR(flag("--s3-use-glacier-ir").ignored(OptionSpec.S3)),
  S3_USE_IA(flag("--s3-use-ia").ignored(OptionSpec.S3)),
  S3_USE_MULTIPROCESSING(flag("--s3-use-multiprocessing").ignored(OptionSpec.S3)),
  S3_USE_NEW_STYLE(flag("--s3-use-new-style").ignored(OptionSpec.S3)),
  S3_USE_ONEZONE_IA(flag("--s3-use-onezone-ia").ignored(OptionSpec.S3)),
  S3_USE_RRS(flag("--s3-use-rrs").ignored(OptionSpec.S3)),
  S3_USE_SSE(flag("--s3-use-server-side-encryption").ignored(OptionSpec.S3)),
  S3_USE_SSE_KMS(flag("--s3-use-server-side-kms-encryption").ignored(OptionSpec.S3)),
  SAMPLE(value("--sample").own()),
  SCP_COMMAND(
      value("--scp-command").ignored(OptionSpec.GONE_SSH).exceptFor("pexpect+scp", "pexpect+sftp")),
  SFTP_COMMAND(
      value("--sftp-command")
          .ignored(OptionSpec.GONE_SSH)
          .exceptFor("pexpect+scp", "pexpect+sftp")),
  SHARE(value("--share").own()),
  SHORT_FILENAMES(flag("--short-filenames")),
  SHOW_CHANGES_IN_SET(value("--show-changes-in-set")),
  SIGN_KEY(value("--sign-key").better(OptionSpec.SIGNING)),
  SKIP_IF_NO_CHANGE(flag("--skip-if-no-change")),
  SKIP_VOLUME(value("--skip-volume")),
  SSH_ASKPASS(flag("--ssh-askpass")),
  SSH_OPTIONS(value("--ssh-options")),
  SSL_CACERT_FILE(value("--ssl-cacert-file").ignored(OptionSpec.TLS).exceptFor("webdavs", "ftps")),
  SSL_CACERT_PATH(value("--ssl-cacert-path").ignored(OptionSpec.TLS).exceptFor("webdavs", "ftps")),
  SSL_NO_CHECK_CERTIFICATE(
      flag("--ssl-no-check-certificate").ignored(OptionSpec.TLS).exceptFor("webdavs", "ftps")),
  SWIFT_STORAGE_POLICY(value("--swift-storage-policy").ignored(OptionSpec.SWIFT)),
  TEMPDIR(value("--tempdir")),
  TIME(value("--time", "--restore-time", "-t").better(OptionSpec.SUMMER)),
  TIME_SEPARATOR(value("--time-separator")),
  TIMEOUT(value("--timeout")),
  USE_AGENT(flag("--use-agent").ignored("jdup needs no agent; it reads PASSPHRASE or asks")),
  USE_GPGSM(
      flag("--use-gpgsm").refused("jdup writes OpenPGP only; leave it out, or use --encrypt-key")),
  USE_SCP(flag("--use-scp").ignored("write scp:// in the URL for scp")),
  VERBOSITY(value("--verbosity", "-v")),
  VERSION(flag("--version", "-V")),
  VOLSIZE(value("--volsize")),
  WEBDAV_HEADERS(
      value("--webdav-headers").ignored("it is for WebDAV").exceptFor("webdav", "webdavs"));

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
