"""One module for each kind of page: values in, a `jdih.website.page.Page` out."""
