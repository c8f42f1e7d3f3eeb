from tests.llm.default_model import default_model, pytest_collection_modifyitems

__all__ = ["default_model", "pytest_collection_modifyitems"]
