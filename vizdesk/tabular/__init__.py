"""Reading data files, profiling their columns, inferring a layout page from them."""
