// Compiles the reviewed data under knowledge/ into one release that every room loads.
