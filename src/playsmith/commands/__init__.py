"""The commands of the command line, a file each: read, do, write. A file is imported when its command is called."""
