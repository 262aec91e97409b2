"""Where transferred files are kept: one interface, a signed folder on this computer or a store such as S3 behind it."""
